package io.godwit.cdc.capture;

import java.util.List;

/// The SQL of capture.
final class CaptureQueries {
    /// What the text of values depends on.
    static final List<String> PINNED =
            List.of(
                    "SET DateStyle = 'ISO, YMD'",
                    "SET IntervalStyle = 'postgres'",
                    "SET bytea_output = 'hex'",
                    "SET extra_float_digits = 3",
                    "SET TimeZone = 'UTC'");

    /// By name of column from JSON: each version knows more of them. A slot that is gone has no
    /// row; one that the server gave up says so.
    static final String SLOT =
            """
            SELECT confirmed_flush_lsn::text AS confirmed, coalesce(active_pid, 0) AS active,
                coalesce(to_jsonb(slot) ->> 'wal_status', '') AS wal,
                coalesce(to_jsonb(slot) ->> 'invalidation_reason', '') AS reason
            FROM pg_replication_slots AS slot
            WHERE slot_name = ? AND database = current_database()
            """;

    static final String PUBLICATION = "SELECT FROM pg_publication WHERE pubname = ?";

    static final String SETTINGS =
            """
            SELECT current_setting('wal_level'), current_setting('server_version_num')::int
            """;

    static final String END_OF_WAL =
            """
            SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                ELSE pg_current_wal_lsn() END::text
            """;

    /// Only a reader that is Godwit's and has outlived its process.
    static final String END_READER =
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = ? AND application_name LIKE 'godwit %'
            """;

    private CaptureQueries() {}
}
