package io.godwit.validator.comparison;

/// What tells how far a target that follows its source is. The bookmark belongs to the cdc-worker,
/// which moves it in the transaction that writes the rows.
final class FollowingQueries {
    /// Behind every commit that anybody may see. Commits are seen before they are on disk if they
    /// are asynchronous, so it is not the end of what is on disk. Behind a page's header there is
    /// nothing yet, and the stream never gets there before there is something.
    static final String WRITTEN =
            """
            SELECT (w.lsn - CASE WHEN w.lsn % pg_size_bytes(current_setting('wal_segment_size')) = 40
                                 THEN 40
                                 WHEN w.lsn % current_setting('wal_block_size')::bigint = 24
                                 THEN 24 ELSE 0 END)::text
              FROM (SELECT CASE WHEN pg_is_in_recovery()
                                THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
                                ELSE pg_current_wal_insert_lsn() END - '0/0'::pg_lsn AS lsn) AS w\
            """;

    static final String BOOKMARKED = "SELECT to_regclass('_godwit.bookmark') IS NOT NULL";

    static final String PASSED =
            "SELECT coalesce(bool_and(lsn - '0/0'::pg_lsn >= ?::numeric), false) FROM"
                    + " _godwit.bookmark";

    static final String APPLIED =
            """
            SELECT inserts || ' ' || updates || ' ' || deletes
              FROM _godwit.applied WHERE schema = ?::text AND name = ?::text\
            """;

    /// The transactions that write hold a lock on their own number until others see them ended. A
    /// standby has none: it shows a commit before that is in the stream.
    private static final String WRITING =
            "FROM pg_locks AS l WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock'";

    static final String OPEN =
            "SELECT coalesce(string_agg(l.transactionid::text, ','), '') " + WRITING;

    /// Whether one of them has not ended and may have been committed, for all we see: a session
    /// that is seen to do anything but wait for a standby has not. What others' sessions do is not
    /// shown to everybody.
    static final String STILL_OPEN =
            "SELECT EXISTS (SELECT "
                    + WRITING
                    + """
                       AND l.transactionid::text = ANY (string_to_array(?::text, ','))
                       AND NOT EXISTS (
                           SELECT FROM pg_stat_activity AS a
                            WHERE a.pid = l.pid AND a.backend_xid IS NOT NULL
                              AND a.wait_event IS DISTINCT FROM 'SyncRep'))\
                    """;

    static final String KNOWN_BY_PRIMARY_KEY =
            """
            SELECT EXISTS (
                SELECT FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_index i ON i.indrelid = c.oid
                 WHERE n.nspname = ?::name AND c.relname = ?::name AND c.relreplident = 'd'
                   AND i.indisprimary AND i.indimmediate AND i.indisvalid)\
            """;

    private FollowingQueries() {}
}
