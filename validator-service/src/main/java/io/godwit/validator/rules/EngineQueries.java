package io.godwit.validator.rules;

/// What the engine itself asks.
final class EngineQueries {
    static final String SERVER_VERSION = "SELECT current_setting('server_version_num')";

    /// A query that outlives its rule ends on the server too; and nothing can be changed.
    static final String GUARD_SESSION =
            """
            SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
            SET statement_timeout = %d\
            """;

    static final String LOGIN_ROLE =
            """
            SELECT rolname, rolsuper, rolcreatedb OR rolsuper, rolcreaterole OR rolsuper,
                   rolbypassrls OR rolsuper, rolconnlimit
              FROM pg_roles
             WHERE rolname = current_user\
            """;

    private EngineQueries() {}
}
