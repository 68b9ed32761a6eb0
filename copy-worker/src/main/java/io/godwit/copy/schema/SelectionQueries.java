package io.godwit.copy.schema;

import io.godwit.common.postgres.FilterQueries;

/// What a table filter means, asked of the source's catalogs.
final class SelectionQueries {
    /// Everything that cannot exist without the given tables.
    static final String DEPENDANTS =
            FilterQueries.GONE
                    + """
                    SELECT g.catalog::int8, g.object::int8, c.relkind::text, n.nspname, c.relname,
                           coalesce(k.conrelid, t.tgrelid, p.polrelid, r.ev_class, 0)::int8 AS owner,
                           coalesce(t.tgisinternal, g.catalog IN ('pg_type'::regclass,
                                                                  'pg_attrdef'::regclass)) AS internal,
                           pg_describe_object(g.catalog, g.object, 0)
                      FROM gone g
                      LEFT JOIN pg_class c ON g.catalog = 'pg_class'::regclass AND c.oid = g.object
                      LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
                      LEFT JOIN pg_constraint k
                             ON g.catalog = 'pg_constraint'::regclass AND k.oid = g.object
                      LEFT JOIN pg_trigger t ON g.catalog = 'pg_trigger'::regclass AND t.oid = g.object
                      LEFT JOIN pg_policy p ON g.catalog = 'pg_policy'::regclass AND p.oid = g.object
                      LEFT JOIN pg_rewrite r ON g.catalog = 'pg_rewrite'::regclass AND r.oid = g.object
                    """;

    /// Sequences that a column of one of the given tables owns.
    static final String OWNED_SEQUENCES =
            """
            SELECT d.objid::int8
              FROM pg_depend d
              JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
             WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
               AND d.refobjid = ANY (?::int8[]::oid[]) AND d.deptype = 'a'
            """;

    /// Publications of followed databases, and the schema of the marker table, by their names.
    static final String OWN_OBJECTS =
            """
            SELECT 'pg_publication'::regclass::int8, oid::int8
              FROM pg_publication WHERE pubname ~ '^godwit_[0-9a-f]{16}$'
            UNION ALL
            SELECT 'pg_publication_rel'::regclass::int8, r.oid::int8
              FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
             WHERE p.pubname ~ '^godwit_[0-9a-f]{16}$'
            UNION ALL
            SELECT 'pg_namespace'::regclass::int8, oid::int8
              FROM pg_namespace WHERE nspname = '_godwit_source'
            UNION ALL
            SELECT 'pg_class'::regclass::int8, c.oid::int8
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = '_godwit_source'
            UNION ALL
            SELECT 'pg_constraint'::regclass::int8, k.oid::int8
              FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
             WHERE n.nspname = '_godwit_source'
            """;

    private SelectionQueries() {}
}
