package io.godwit.validator.rules.online;

/// What the rules of mode Online ask.
final class OnlineQueries {
    static final String IN_RECOVERY = "SELECT pg_is_in_recovery()";

    static final String IS_MEMBER =
            """
            SELECT coalesce((SELECT pg_has_role(oid, 'USAGE') FROM pg_roles WHERE rolname = ?), false)\
            """;

    static final String SLOTS =
            """
            SELECT format('%s (%s, %s)', slot_name, coalesce(plugin, 'physical'),
                          CASE WHEN active THEN 'active' ELSE 'idle' END)
              FROM pg_replication_slots
             WHERE slot_name !~ '^godwit_probe_' ORDER BY 1\
            """;

    /// Everybody sees the processes, if not what they do.
    static final String SENDERS =
            "SELECT count(*) FROM pg_stat_get_wal_senders() WHERE pid IS NOT NULL";

    static final String LEFT_SLOTS =
            """
            SELECT slot_name::text FROM pg_replication_slots
             WHERE slot_name ~ '^godwit_(?!probe_)' AND NOT active ORDER BY 1\
            """;

    static final String PREPARED =
            """
            SELECT format('%s in %s, prepared by %s at %s', gid, database, owner, prepared)
              FROM pg_prepared_xacts ORDER BY 1\
            """;

    /// Those that have written, or that an ordinary user cannot see into.
    static final String LONG_TRANSACTIONS =
            """
            SELECT pid, coalesce(usename::text, 'unknown'),
                   extract(epoch FROM now() - xact_start)::bigint
              FROM pg_stat_activity
             WHERE xact_start < now() - ? * interval '1 second' AND pid <> pg_backend_pid()
               AND backend_xid IS NOT NULL
             ORDER BY 3 DESC\
            """;

    /// Temporary, so that it is gone even if dropping it fails.
    static final String MAKE_SLOT =
            """
            SELECT lsn::text, pg_drop_replication_slot(slot_name)
              FROM pg_create_logical_replication_slot(?, 'pgoutput', true)\
            """;

    static final String MAY_CREATE = "SELECT has_database_privilege(current_database(), 'CREATE')";

    static final String LARGE_OBJECTS = "SELECT count(*) FROM pg_largeobject_metadata";

    static final String EXTENSIONS = "SELECT extname::text FROM pg_extension ORDER BY 1";

    static final String ALWAYS_TRIGGERS =
            """
            SELECT n.nspname, c.relname, t.tgname
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal AND t.tgenabled IN ('A', 'R')
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             ORDER BY 1, 2, 3\
            """;

    static final String DDL_UNDER_WAY =
            """
            SELECT DISTINCT format('%I.%I is locked by process %s', n.nspname, c.relname, l.pid)
              FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE l.mode IN ('AccessExclusiveLock', 'ShareRowExclusiveLock')
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND n.nspname !~ '^pg_' AND l.pid <> pg_backend_pid()
             ORDER BY 1\
            """;

    static final String UNUSABLE_EMIT_MESSAGE =
            """
            SELECT format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid))
              FROM pg_proc p
             WHERE p.proname = 'pg_logical_emit_message'
               AND p.pronamespace = 'pg_catalog'::regnamespace
               AND NOT has_function_privilege(p.oid, 'EXECUTE')
             ORDER BY 1\
            """;

    private OnlineQueries() {}
}
