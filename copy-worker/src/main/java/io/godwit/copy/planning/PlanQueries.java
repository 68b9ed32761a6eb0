package io.godwit.copy.planning;

/// The SQL of planning. One query for all tables, one for all indexes.
final class PlanQueries {
    /// All ordinary tables that hold rows of the user's: leaf partitions and inheritance parents
    /// too, each with its own rows; an extension's tables only if they are its configuration.
    static final String TABLES =
            """
            WITH configuration AS (
                SELECT DISTINCT unnest(extconfig) AS id FROM pg_extension),
            member AS (
                SELECT objid AS id FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND deptype = 'e')
            SELECT class.oid, nspname, relname,
                coalesce(pg_table_size(class.oid), 0) AS bytes,
                coalesce(pg_relation_size(class.oid), 0)
                    / current_setting('block_size')::bigint AS pages,
                CASE WHEN reltuples < 0 OR relpages = 0 AND reltuples = 0 THEN -1
                    ELSE reltuples::bigint END AS estimate,
                %s AS heap,
                configuration.id IS NOT NULL AS configuration
            FROM pg_class AS class
            JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
            LEFT JOIN configuration ON configuration.id = class.oid
            LEFT JOIN member ON member.id = class.oid
            WHERE relkind = 'r' AND relpersistence <> 't'
                AND (configuration.id IS NOT NULL
                    OR member.id IS NULL
                        AND nspname <> 'information_schema'
                        AND nspname !~ '^pg_')
            ORDER BY bytes DESC, class.oid
            """;

    static final String TABLES_BEFORE_12 = TABLES.formatted("true");

    static final String TABLES_SINCE_12 =
            TABLES.formatted("relam = (SELECT oid FROM pg_am WHERE amname = 'heap')");

    static final String INDEXES =
            """
            SELECT indexrelid, indrelid, relname, coalesce(pg_relation_size(indexrelid), 0)
            FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
            WHERE relkind = 'i' AND indisvalid AND indislive AND indrelid = ANY (?)
            ORDER BY indexrelid
            """;

    /// The tables' primary keys of one column, of types whose values have an order and a text that
    /// says them exactly, with what the statistics say about the values' spread. Before 12, the
    /// statistics of texts followed the database's collation (100) whatever the column's is.
    static final String KEYS =
            """
            SELECT indrelid, pg_attribute.attname, atttypid,
                histogram_bounds::text::text[] AS bounds
            FROM pg_index
            JOIN pg_class AS class ON class.oid = indrelid
            JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
            JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
            LEFT JOIN pg_stats AS stats
                ON stats.schemaname = nspname AND stats.tablename = relname
                AND stats.attname = pg_attribute.attname AND NOT stats.inherited
            WHERE indisprimary AND indisvalid AND indnatts = 1 AND indrelid = ANY (?)
                AND atttypid = ANY (?) AND attcollation IN (0, 100)
            """;

    private PlanQueries() {}

    static String extremes(String table, String column) {
        return "SELECT min(%s)::text, max(%s)::text FROM ONLY %s".formatted(column, column, table);
    }
}
