package io.godwit.common.postgres;

/// What a table filter means, asked of the source's catalogs.
public final class FilterQueries {
    /// User tables with the tables that they are a partition or an heir of; for
    /// [FilteredTables.Table#read].
    public static final String TABLES =
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

    /// Begins a query: `gone(catalog, object)` is everything that cannot exist without the tables
    /// of the parameter, an array of OIDs. A view falls with its rule, a table with a column
    /// default that falls; a sequence that another table's default uses stays.
    public static final String GONE =
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
            """;

    private FilterQueries() {}
}
