package io.godwit.validator.rules.server;

/// What the rules about servers ask.
final class ServerQueries {
    static final String WHO_AM_I = "SELECT current_user";

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

    /// As above, before PostgreSQL 9.6 taught `current_setting` to do without.
    static final String FREE_CONNECTIONS_9_5 =
            FREE_CONNECTIONS.replace(
                    "coalesce(current_setting('reserved_connections', true), '0')::int", "0");

    static final String IN_RECOVERY = "SELECT pg_is_in_recovery()";

    private ServerQueries() {}
}
