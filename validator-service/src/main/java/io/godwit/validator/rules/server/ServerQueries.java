package io.godwit.validator.rules.server;

/// What the rules about servers ask.
final class ServerQueries {
    static final String WHO_AM_I = "SELECT current_user";

    static final String VERSION = "SELECT current_setting('server_version_num')";

    static final String ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    static final String OFFERS_ENCRYPTION = "SELECT current_setting('ssl')::boolean";

    /// What is left for ordinary sessions, and for those of this role. Godwit's own sessions of the
    /// moment do not count as used: they are over when the copy starts. Only columns that every
    /// user sees of other users' sessions.
    static final String FREE_CONNECTIONS =
            """
            WITH used AS (
                SELECT count(*) AS sessions,
                       count(*) FILTER (WHERE usename = current_user) AS own
                  FROM pg_stat_activity
                 WHERE datname IS NOT NULL AND usename IS NOT NULL
                   AND application_name IS DISTINCT FROM 'godwit validator')
            SELECT (current_setting('max_connections')::int
                   - CASE WHEN r.rolsuper THEN 0
                          ELSE current_setting('superuser_reserved_connections')::int
                               + coalesce(current_setting('reserved_connections', true), '0')::int
                     END
                   - used.sessions)::int,
                   CASE WHEN r.rolconnlimit < 0 OR r.rolsuper THEN NULL
                        ELSE (r.rolconnlimit - used.own)::int END
              FROM used, pg_roles r
             WHERE r.rolname = current_user\
            """;

    static final String IN_RECOVERY = "SELECT pg_is_in_recovery()";

    /// Which server a session is with: two of one cluster started at different times.
    static final String WHICH_SERVER =
            "SELECT 'port ' || current_setting('port') || ', up since ' || pg_postmaster_start_time()";

    static final String WHICH_PROCESS = "SELECT pg_backend_pid()";

    static final String HASHES_READABLE =
            "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')";

    private static final String NOT_OF_PROVIDERS =
            "rolname !~ '^(pg_|rds_|rdsadmin|azure_|azuresu$|cloudsql|alloydb)'";

    /// Of those that move: PostgreSQL's and the providers' own stay.
    private static final String MOVING_ROLES =
            "SELECT rolname::text FROM pg_roles WHERE oid <> 10 AND "
                    + NOT_OF_PROVIDERS
                    + " AND %s ORDER BY 1";

    static final String LOGIN_ROLES = MOVING_ROLES.formatted("rolcanlogin");

    static final String SUPERUSERS = MOVING_ROLES.formatted("rolsuper");

    static final String ALL_ROLES = "SELECT rolname::text FROM pg_roles";

    /// Superusers need none.
    static final String PARAMETER_GRANTS =
            """
            SELECT p.parname, a.privilege_type, coalesce(r.rolname::text, ''), a.is_grantable
              FROM pg_parameter_acl p CROSS JOIN LATERAL aclexplode(p.paracl) a
              LEFT JOIN pg_roles r ON r.oid = a.grantee
             WHERE a.grantee = 0 OR NOT r.rolsuper AND %s
             ORDER BY 1, 3, 2\
            """
                    .formatted(NOT_OF_PROVIDERS);

    static final String WORKING_DATABASES =
            "SELECT datname::text FROM pg_database WHERE datname ~ '^godwit_(new|old)_' ORDER BY 1";

    static final String OLDEST_TRANSACTIONS =
            """
            SELECT datname::text, age(datfrozenxid)::bigint
              FROM pg_database WHERE datallowconn ORDER BY 2 DESC\
            """;

    private ServerQueries() {}
}
