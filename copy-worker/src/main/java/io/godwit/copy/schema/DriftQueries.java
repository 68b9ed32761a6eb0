package io.godwit.copy.schema;

/// The SQL of comparing tables.
final class DriftQueries {
    /// Tables that can hold rows or changes, by name, with their columns in order, and whether
    /// their own changes can be in a stream.
    static final String TABLES =
            """
            SELECT n.nspname, c.relname, c.oid::int8,
                   (SELECT string_agg(quote_ident(a.attname) || ' '
                                      || format_type(a.atttypid, a.atttypmod), ', '
                                      ORDER BY a.attname)
                      FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                   c.relkind = 'r' AND c.relpersistence = 'p'
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
               AND n.nspname NOT IN ('information_schema', '_godwit', '_godwit_source')
               AND n.nspname !~ '^pg_'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                  AND e.deptype = 'e')
             ORDER BY 1, 2
            """;

    static final String PUBLISHED =
            "SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?";

    private DriftQueries() {}
}
