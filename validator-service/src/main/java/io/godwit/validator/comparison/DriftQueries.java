package io.godwit.validator.comparison;

/// The SQL of what happened to the source's schema since the copy began.
final class DriftQueries {
    /// What the source's catalogs held then of objects with these types, names and keys.
    static final String RECORDED =
            """
            SELECT type, object, key, definition
              FROM _godwit.catalog
             WHERE (type, object, coalesce(key, ''))
                   IN (SELECT * FROM unnest(?::text[], ?::text[], ?::text[]))\
            """;

    static final String ROLES = "SELECT rolname, quote_ident(rolname) FROM pg_roles";

    /// What the copy of each table saw.
    static final String COPIED = "SELECT schema, name, visible FROM _godwit.copied";

    /// Tables whose changes can be in a stream, with the transactions (32 bits) that wrote what the
    /// catalogs hold of their columns, and of their being published; the next transaction; and
    /// whether they are in the stream now. The parameters are the publication, twice.
    static final String TABLES =
            """
            SELECT c.oid::int8, n.nspname, c.relname,
                   ARRAY(SELECT DISTINCT a.xmin::text::int8 FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                          ORDER BY 1),
                   ARRAY(SELECT r.xmin::text::int8
                           FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                          WHERE r.prrelid = c.oid AND p.pubname = ?
                          ORDER BY 1),
                   txid_snapshot_xmax(txid_current_snapshot()),
                   (n.nspname, c.relname)
                   IN (SELECT t.schemaname, t.tablename FROM pg_publication_tables t
                        WHERE t.pubname = ?)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND c.relpersistence = 'p'
               AND n.nspname NOT IN ('information_schema', '_godwit_source')
               AND n.nspname !~ '^pg_'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                  AND e.deptype = 'e')
             ORDER BY c.oid\
            """;

    private DriftQueries() {}
}
