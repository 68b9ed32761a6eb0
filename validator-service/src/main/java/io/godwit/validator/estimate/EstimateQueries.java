package io.godwit.validator.estimate;

import io.godwit.common.postgres.Quote;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What an estimate asks and tries.
final class EstimateQueries {
    /// Tables with rows of their own. The size of what is out of line is that of the last vacuum:
    /// looking at every file would take longer than everything else.
    static final String TABLES =
            """
            SELECT c.oid::bigint, n.nspname::text, c.relname::text,
                   pg_relation_size(c.oid)
                   + coalesce(t.relpages, 0)::bigint * current_setting('block_size')::bigint,
                   c.reltuples::bigint
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
             WHERE c.oid = ANY (?::bigint[]::oid[]) AND c.relkind = 'r'
             ORDER BY 4 DESC\
            """;

    static final String INDEXES =
            """
            SELECT count(*),
                   coalesce(sum(c.relpages), 0)::bigint * current_setting('block_size')::bigint
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             WHERE i.indrelid = ANY (?::bigint[]::oid[]) AND c.relkind = 'i'\
            """;

    static final String LARGE_OBJECTS =
            """
            SELECT (SELECT count(*) FROM pg_largeobject_metadata),
                   pg_total_relation_size('pg_catalog.pg_largeobject')\
            """;

    static final String COLUMNS =
            """
            SELECT count(*) FROM pg_attribute
             WHERE attrelid = ?::bigint::oid AND attnum > 0 AND NOT attisdropped\
            """;

    static final String WAL_POSITION =
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";

    static final String IN_RECOVERY = "SELECT pg_is_in_recovery()";

    private EstimateQueries() {}

    /// @param rows at most
    static String read(String schema, String table, int rows) {
        return "COPY (SELECT * FROM ONLY %s LIMIT %d) TO STDOUT"
                .formatted(Quote.qualified(schema, table), rows);
    }

    static String scratch(int columns) {
        return "CREATE TEMPORARY TABLE godwit_probe (%s) ON COMMIT DROP"
                .formatted(
                        IntStream.rangeClosed(1, columns)
                                .mapToObj(number -> "c" + number + " text")
                                .collect(Collectors.joining(", ")));
    }

    static final String WRITE = "COPY pg_temp.godwit_probe FROM STDIN";
}
