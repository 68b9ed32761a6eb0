package io.godwit.gateway.connections;

/// What is asked of a server that is tried. Each query runs from PostgreSQL 9.6 on.
final class ServerQueries {
    static final String USER =
            """
            SELECT current_user,
                   current_setting('server_version'),
                   current_setting('server_version_num')::int,
                   r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication, r.rolbypassrls,
                   EXISTS (SELECT FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid() AND s.ssl),
                   pg_is_in_recovery()
            FROM pg_roles r
            WHERE r.rolname = current_user
            """;

    static final String DATABASES =
            """
            SELECT d.datname,
                   pg_get_userbyid(d.datdba),
                   pg_encoding_to_char(d.encoding),
                   d.datcollate,
                   CASE WHEN has_database_privilege(d.oid, 'CONNECT')
                        THEN pg_database_size(d.oid) END
            FROM pg_database d
            WHERE NOT d.datistemplate AND d.datallowconn
            ORDER BY d.datname
            """;

    private ServerQueries() {}
}
