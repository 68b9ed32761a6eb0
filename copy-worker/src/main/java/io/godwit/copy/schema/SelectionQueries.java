package io.godwit.copy.schema;

/// What a table filter means, asked of the source's catalogs.
final class SelectionQueries {
    /// User tables with the tables that they are a partition or an heir of.
    static final String TABLES =
            """
            SELECT c.oid, n.nspname, c.relname,
                   ARRAY(SELECT i.inhparent::int8 FROM pg_inherits i WHERE i.inhrelid = c.oid)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'f')
               AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                  AND e.deptype = 'e')
             ORDER BY c.oid
            """;

    /// Everything that cannot exist without the given tables. A view falls with its rule, a table
    /// with a column default that falls; a sequence that another table's default uses stays.
    static final String DEPENDANTS =
            """
            WITH RECURSIVE gone(catalog, object) AS (
                SELECT 'pg_class'::regclass::oid, t::oid FROM unnest(?::int8[]) t
                UNION
                SELECT next.catalog, next.object
                  FROM gone g
                 CROSS JOIN LATERAL (
                    SELECT d.classid AS catalog, d.objid AS object
                      FROM pg_depend d
                     WHERE d.refclassid = g.catalog AND d.refobjid = g.object
                       AND d.deptype IN ('n', 'a', 'i', 'I', 'P', 'S')
                       AND NOT (d.deptype = 'a'
                            AND d.classid = 'pg_class'::regclass
                            AND EXISTS (SELECT FROM pg_class s
                                         WHERE s.oid = d.objid AND s.relkind = 'S')
                            AND EXISTS (SELECT FROM pg_depend u
                                          JOIN pg_attrdef a ON a.oid = u.objid
                                         WHERE u.classid = 'pg_attrdef'::regclass
                                           AND u.refclassid = 'pg_class'::regclass
                                           AND u.refobjid = d.objid
                                           AND a.adrelid <> d.refobjid))
                    UNION ALL
                    SELECT d.refclassid, d.refobjid
                      FROM pg_depend d
                     WHERE g.catalog = 'pg_rewrite'::regclass
                       AND d.classid = g.catalog AND d.objid = g.object AND d.deptype = 'i'
                    UNION ALL
                    SELECT 'pg_class'::regclass::oid, a.adrelid
                      FROM pg_attrdef a
                     WHERE g.catalog = 'pg_attrdef'::regclass AND a.oid = g.object
                 ) next
            )
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
