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
                backend_start timestamptz);
            CREATE TABLE IF NOT EXISTS _godwit.copied (
                work text,
                schema text,
                name text,
                visible text NOT NULL,
                PRIMARY KEY (work, schema, name))
            """;

    static final String REMOVE = "DROP SCHEMA IF EXISTS _godwit CASCADE";

    /// Commits wait for this server's disk: a fact is published only when it holds after a crash.
    static final String SESSION = "SET synchronous_commit = local";

    /// Ends the sessions of those who claimed the work that is asked for.
    private static final String END =
            """
            SELECT pg_terminate_backend(activity.pid)
            FROM _godwit.work AS marker
            JOIN pg_stat_activity AS activity
                ON activity.pid = marker.pid
                AND activity.backend_start = marker.backend_start
            WHERE activity.pid <> pg_backend_pid() AND\
            """;

    /// An earlier attempt may still hold locks on the same tables.
    static final String END_EARLIER_ATTEMPT =
            END + " marker.id = ? AND NOT marker.done AND marker.fence <= ?::int[]";

    static final String ADD =
            """
            INSERT INTO _godwit.work (id, fence) VALUES (?, ?::int[])
            ON CONFLICT (id) DO NOTHING
            """;

    /// What was done under an earlier snapshot than the work's own is to be done anew.
    static final String LOCK =
            """
            SELECT done AND work.fence[2] = wanted.fence[2] AS done, result,
                work.fence > wanted.fence AS superseded
            FROM _godwit.work CROSS JOIN (SELECT ?::int[] AS fence) AS wanted
            WHERE id = ? FOR UPDATE OF work
            """;

    static final String CLAIM =
            """
            UPDATE _godwit.work
            SET fence = ?::int[], done = false, result = NULL, pid = pg_backend_pid(),
                backend_start = (
                    SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
            WHERE id = ?
            """;

    static final String DONE =
            """
            UPDATE _godwit.work SET done = true, result = ?
            WHERE id = ? AND NOT done AND fence = ?::int[]
            """;

    static final String RESULT = "SELECT result FROM _godwit.work WHERE id = ? AND done";

    /// Of rows that were copied, what their snapshot saw; for whoever applies changes to them.
    static final String COPIED =
            """
            INSERT INTO _godwit.copied (work, schema, name, visible)
            SELECT ?::text, *, ?::text FROM unnest(?::text[], ?::text[])
            ON CONFLICT (work, schema, name) DO UPDATE SET visible = excluded.visible
            """;

    /// Nobody can claim that work under an earlier snapshot any more, or complete it. It has no row
    /// for work that a later attempt has claimed.
    static final String OUTRANK =
            """
            INSERT INTO _godwit.work AS work (id, fence)
            SELECT id, ?::int[] FROM unnest(?::text[]) AS id
            ON CONFLICT (id) DO UPDATE SET fence = excluded.fence, done = false, result = NULL
            WHERE work.fence < excluded.fence
            RETURNING id
            """;

    static final String END_OUTRANKED = END + " marker.id = ANY (?)";

    static final String NOT_COPIED = "DELETE FROM _godwit.copied WHERE work = ANY (?)";

    private MarkerQueries() {}
}
