package io.godwit.copy.rows;

/// The SQL about the marker table.
final class MarkerQueries {
    static final String INSTALLED = "SELECT to_regclass('_godwit.work') IS NOT NULL";

    static final String INSTALL =
            """
            CREATE SCHEMA IF NOT EXISTS _godwit;
            CREATE TABLE IF NOT EXISTS _godwit.work (
                id text PRIMARY KEY,
                fence int[] NOT NULL,
                done boolean NOT NULL DEFAULT false,
                result text,
                pid int,
                backend_start timestamptz)
            """;

    static final String REMOVE = "DROP SCHEMA IF EXISTS _godwit CASCADE";

    /// Commits wait for this server's disk: a fact is published only when it holds after a crash.
    static final String SESSION = "SET synchronous_commit = local";

    /// Ends the session of an earlier attempt that may still hold locks on the same tables.
    static final String END_EARLIER_ATTEMPT =
            """
            SELECT pg_terminate_backend(activity.pid)
            FROM _godwit.work AS marker
            JOIN pg_stat_activity AS activity
                ON activity.pid = marker.pid
                AND activity.backend_start = marker.backend_start
            WHERE marker.id = ? AND NOT marker.done AND marker.fence <= ?::int[]
                AND activity.pid <> pg_backend_pid()
            """;

    static final String ADD =
            """
            INSERT INTO _godwit.work (id, fence) VALUES (?, ?::int[])
            ON CONFLICT (id) DO NOTHING
            """;

    static final String LOCK =
            """
            SELECT done, result, fence > ?::int[] AS superseded
            FROM _godwit.work WHERE id = ? FOR UPDATE
            """;

    static final String CLAIM =
            """
            UPDATE _godwit.work
            SET fence = ?::int[], pid = pg_backend_pid(), backend_start = (
                SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
            WHERE id = ?
            """;

    static final String DONE =
            """
            UPDATE _godwit.work SET done = true, result = ?
            WHERE id = ? AND NOT done AND fence = ?::int[]
            """;

    static final String RESULT = "SELECT result FROM _godwit.work WHERE id = ? AND done";

    private MarkerQueries() {}
}
