package io.godwit.cdc.apply;

/// The SQL of a session that applies, and of its bookmark in the staging database.
final class ApplyQueries {
    static final String REPLICATE = "SET session_replication_role = 'replica'";

    static final String REPLICATES = "SHOW session_replication_role";

    /// Rows are found by the keys' indexes: the few rows of a temporary table, of which the planner
    /// knows nothing, are no reason to read a whole table. A commit need not wait for the disk, as
    /// the bookmark is lost with the rows. Values print as they do for capture, whatever the driver
    /// chose for this connection.
    static final String SESSION =
            """
            SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'postgres';
            SET bytea_output = 'hex';
            SET extra_float_digits = 3;
            SET TimeZone = 'UTC';
            SET synchronous_commit = off;
            SET jit = off;
            SET enable_hashjoin = off;
            SET enable_mergejoin = off;
            SET temp_buffers = '32MB';
            SET work_mem = '64MB'
            """;

    /// For a table without a key, whose rows are all read at once.
    static final String HASHED = "SET LOCAL enable_hashjoin = on";

    static final String NOT_HASHED = "SET LOCAL enable_hashjoin = off";

    static final String DURABLE = "SET LOCAL synchronous_commit = local";

    static final String INSTALLED = "SELECT to_regclass('_godwit.bookmark') IS NOT NULL";

    static final String INSTALL =
            """
            CREATE SCHEMA IF NOT EXISTS _godwit;
            CREATE TABLE IF NOT EXISTS _godwit.bookmark (
                alone boolean PRIMARY KEY DEFAULT true CHECK (alone),
                lsn pg_lsn NOT NULL DEFAULT '0/0',
                topic_offset bigint NOT NULL DEFAULT 0,
                session text NOT NULL DEFAULT '',
                committed timestamptz,
                inserts bigint NOT NULL DEFAULT 0,
                updates bigint NOT NULL DEFAULT 0,
                deletes bigint NOT NULL DEFAULT 0,
                marker int,
                marker_lsn pg_lsn,
                fence int[] NOT NULL DEFAULT '{}',
                holder text,
                pid int,
                backend_start timestamptz);
            CREATE TABLE IF NOT EXISTS _godwit.applied (
                schema text NOT NULL,
                name text NOT NULL,
                inserts bigint NOT NULL,
                updates bigint NOT NULL,
                deletes bigint NOT NULL,
                PRIMARY KEY (schema, name));
            CREATE TABLE IF NOT EXISTS _godwit.restore (
                ordinal int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                statement text NOT NULL);
            INSERT INTO _godwit.bookmark DEFAULT VALUES ON CONFLICT DO NOTHING
            """;

    static final String COPIED =
            """
            SELECT schema, name, min(visible), count(DISTINCT visible)
            FROM _godwit.copied GROUP BY schema, name
            """;

    /// Ends the session of an earlier holder, which may hold locks.
    static final String END_EARLIER =
            """
            SELECT pg_terminate_backend(activity.pid)
            FROM _godwit.bookmark AS bookmark
            JOIN pg_stat_activity AS activity
                ON activity.pid = bookmark.pid
                AND activity.backend_start = bookmark.backend_start
            WHERE fence <= ?::int[] AND activity.pid <> pg_backend_pid()
            """;

    static final String IMPATIENT = "SET lock_timeout = '2s'; SET statement_timeout = '5s'";

    /// Whom the session that applies waits for, without what they say: it may hold values.
    static final String HOLDERS =
            """
            SELECT format('process %s (%s, since %s)', holder.pid,
                          concat_ws(', ', activity.usename, nullif(activity.application_name, ''),
                                    activity.state),
                          coalesce(date_trunc('second', activity.xact_start)::text, '?'))
            FROM _godwit.bookmark AS bookmark
            CROSS JOIN LATERAL unnest(pg_blocking_pids(bookmark.pid)) AS holder(pid)
            LEFT JOIN pg_stat_activity AS activity ON activity.pid = holder.pid
            ORDER BY holder.pid
            LIMIT 5
            """;

    /// Held by the session: nobody else applies to this database.
    static final String LOCK =
            """
            SET lock_timeout = '10s';
            SELECT pg_advisory_lock(71860318);
            SET lock_timeout = 0
            """;

    static final String CLAIM =
            """
            UPDATE _godwit.bookmark
            SET fence = ?::int[], holder = ?::text, pid = pg_backend_pid(), backend_start = (
                SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
            WHERE fence <= ?::int[]
            RETURNING lsn - '0/0'::pg_lsn, topic_offset, session, committed, inserts, updates,
                deletes, marker, marker_lsn - '0/0'::pg_lsn
            """;

    /// Only from where this session believes to be, and only while it is the holder.
    static final String ADVANCE =
            """
            UPDATE _godwit.bookmark
            SET lsn = '0/0'::pg_lsn + ?::numeric, topic_offset = ?, session = ?::text,
                committed = coalesce(?::timestamptz, committed),
                inserts = inserts + ?, updates = updates + ?, deletes = deletes + ?,
                marker = coalesce(?::int, marker),
                marker_lsn = coalesce('0/0'::pg_lsn + ?::numeric, marker_lsn)
            WHERE lsn = '0/0'::pg_lsn + ?::numeric AND holder = ?::text
            """;

    static final String COUNT =
            """
            INSERT INTO _godwit.applied AS applied (schema, name, inserts, updates, deletes)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
            ON CONFLICT (schema, name) DO UPDATE SET
                inserts = applied.inserts + excluded.inserts,
                updates = applied.updates + excluded.updates,
                deletes = applied.deletes + excluded.deletes
            """;

    static final String COUNTS =
            "SELECT schema, name, inserts, updates, deletes FROM _godwit.applied";

    /// Whatever constraint may be checked at the commit is.
    static final String DEFER = "SET CONSTRAINTS ALL DEFERRED";

    static final String EMPTY = "TRUNCATE ";

    private ApplyQueries() {}
}
