package io.godwit.validator.environment;

/// What is asked of both sides, to be compared.
final class EnvironmentQueries {
    /// But for places, names and ports of the machine, for what Godwit's driver sets, and for what
    /// servers log.
    static final String SETTINGS =
            """
            SELECT name, reset_val || coalesce(' ' || unit, '')
              FROM pg_settings
             WHERE source NOT IN ('client', 'session', 'test')
               AND name !~ '(_file|_files|_directory|_directories|_dir|conninfo|_command)$'
               AND name !~ '^(log_|debug_|trace_|archive_|recovery_|unix_socket|syslog)'
               AND name NOT IN ('application_name', 'bonjour_name', 'cluster_name',
                                'event_source', 'in_hot_standby', 'listen_addresses', 'port',
                                'primary_slot_name', 'server_version_num', 'statement_timeout',
                                'transaction_isolation', 'transaction_read_only',
                                'transaction_deferrable', 'shared_memory_size',
                                'shared_memory_size_in_huge_pages', 'wal_segment_size',
                                'temp_tablespaces')
             ORDER BY name\
            """;

    static final String ROLE_SETTINGS =
            """
            SELECT format('ALTER ROLE %I SET %s', r.rolname, split_part(c, '=', 1)),
                   substr(c, strpos(c, '=') + 1)
              FROM pg_db_role_setting s
              JOIN pg_roles r ON r.oid = s.setrole
             CROSS JOIN LATERAL unnest(s.setconfig) AS c
             WHERE s.setdatabase = 0
             ORDER BY 1\
            """;

    static final String DATABASE_SETTINGS =
            """
            SELECT CASE WHEN r.oid IS NULL THEN format('SET %s', split_part(c, '=', 1))
                        ELSE format('ALTER ROLE %I SET %s', r.rolname, split_part(c, '=', 1)) END,
                   substr(c, strpos(c, '=') + 1)
              FROM pg_db_role_setting s
              JOIN pg_database d ON d.oid = s.setdatabase
              LEFT JOIN pg_roles r ON r.oid = s.setrole
             CROSS JOIN LATERAL unnest(s.setconfig) AS c
             WHERE d.datname = ?
             ORDER BY 1\
            """;

    static final String NEW_DATABASES =
            """
            SELECT 'encoding and locale of new databases',
                   format('%s, %s, %s', pg_encoding_to_char(encoding), datcollate, datctype)
              FROM pg_database WHERE datname = 'template1'\
            """;

    static final String INSTALLED_EXTENSIONS =
            "SELECT extname::text, extversion FROM pg_extension ORDER BY 1";

    static final String OFFERED_EXTENSIONS =
            "SELECT name::text, default_version FROM pg_available_extensions ORDER BY 1";

    /// Of the collations that the server was made with, by the library that provides them.
    static final String COLLATION_VERSIONS =
            """
            SELECT DISTINCT CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' END
                            || ' ' || c.collname,
                   pg_collation_actual_version(c.oid)
              FROM pg_collation c
             WHERE c.collnamespace = 'pg_catalog'::regnamespace
               AND c.collprovider IN ('i', 'c')
               AND c.collname IN ('und-x-icu', 'unicode', 'en-x-icu', 'en_US.utf8', 'en_US',
                                  'de_DE.utf8', 'C.utf8')
               AND pg_collation_actual_version(c.oid) IS NOT NULL
             ORDER BY 1\
            """;

    static final String SLOTS =
            """
            SELECT 'replication slot ' || slot_name, coalesce(plugin, 'physical')
              FROM pg_replication_slots
             WHERE database IS NULL OR database = ?
             ORDER BY 1\
            """;

    static final String SUBSCRIPTIONS =
            """
            SELECT 'subscription ' || s.subname,
                   CASE WHEN s.subenabled THEN 'enabled' ELSE 'disabled' END
              FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
             WHERE d.datname = current_database() ORDER BY 1\
            """;

    static final String HAS_CRON = "SELECT to_regclass('cron.job') IS NOT NULL";

    static final String CRON_JOBS =
            "SELECT 'cron job ' || jobid, schedule || ' ' || command FROM cron.job ORDER BY jobid";

    static final String TABLESPACES =
            """
            SELECT 'tablespace ' || spcname, pg_tablespace_location(oid)
              FROM pg_tablespace WHERE spcname !~ '^pg_' ORDER BY 1\
            """;

    private EnvironmentQueries() {}
}
