package io.godwit.validator.comparison;

import io.godwit.common.migration.TableName;
import io.godwit.common.postgres.Quote;

/// What cutting a comparison into pieces asks of the source.
final class PlanningQueries {
    /// Tables that hold rows of their own; an extension's only if they are its configuration.
    /// Partitions and heirs come with their parents' numbers. Sizes are those of the last vacuum or
    /// analysis, as the disk answers slowly where tables are many; a few pages have no large values
    /// beside them.
    static final String TABLES =
            """
            SELECT c.oid, n.nspname, c.relname, c.relkind = 'r' AS own,
                   c.relpersistence = 'p' AS logged,
                   CASE WHEN c.relkind = 'p' THEN 0
                        WHEN c.relpages > 0 THEN c.relpages * 8192::int8
                        ELSE coalesce(pg_relation_size(c.oid), 0) END
                   + CASE WHEN c.reltoastrelid = 0 OR c.relpages BETWEEN 1 AND 100 THEN 0
                          WHEN toast.relpages > 0 THEN toast.relpages * 8192::int8
                          ELSE coalesce(pg_relation_size(c.reltoastrelid), 0) END,
                   greatest(c.reltuples::int8, 0),
                   ARRAY(SELECT i.inhparent::int8 FROM pg_inherits i WHERE i.inhrelid = c.oid)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
             WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
               AND n.nspname NOT IN ('information_schema', '_godwit') AND n.nspname !~ '^pg_'
               AND (NOT EXISTS (SELECT FROM pg_depend e
                                 WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                   AND e.deptype = 'e')
                    OR EXISTS (SELECT FROM pg_extension x WHERE c.oid = ANY (x.extconfig)))
             ORDER BY 6 DESC, n.nspname, c.relname\
            """;

    /// The first key column of large tables, if its order is the same on every server, and where
    /// the statistics say that its values lie.
    static final String BOUNDS =
            """
            SELECT c.oid, a.attname, a.atttypid IN (20, 21, 23) AS whole_number,
                   coalesce(s.histogram_bounds::text::text[], '{}')
              FROM unnest(?::int8[]) AS wanted(oid)
              JOIN pg_class c ON c.oid = wanted.oid::oid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN LATERAL (
                SELECT i.indkey[0] AS attnum
                  FROM pg_index i
                 WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
                   AND i.indpred IS NULL AND i.indexprs IS NULL
                   AND NOT EXISTS (
                       SELECT FROM unnest(i.indkey::int2[]) k(attnum)
                         JOIN pg_attribute m ON m.attrelid = c.oid AND m.attnum = k.attnum
                        WHERE NOT m.attnotnull)
                 ORDER BY i.indisprimary DESC, i.indnatts, i.indexrelid
                 LIMIT 1) AS best
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = best.attnum
              LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname
                                  AND s.attname = a.attname AND NOT s.inherited
             WHERE a.atttypid IN (20, 21, 23, 1082, 1114, 1184, 1700, 2950)\
            """;

    /// Bytes on the disk, with large values.
    static final String SIZES =
            "SELECT oid, pg_table_size(oid::oid) FROM unnest(?::int8[]) AS wanted(oid)";

    private PlanningQueries() {}

    static String extremes(TableName table, String column) {
        return "SELECT min(%1$s)::text, max(%1$s)::text FROM ONLY %2$s"
                .formatted(Quote.identifier(column), Quote.qualified(table.schema(), table.name()));
    }
}
