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

    /// The same for a session that only asks for settings, and must not change them.
    static final String GUARD_PLAIN_SESSION = "SET statement_timeout = %d";

    static final String LOGIN_ROLE =
            """
            SELECT rolname, rolsuper, rolcreatedb OR rolsuper, rolcreaterole OR rolsuper,
                   rolbypassrls OR rolsuper, rolconnlimit, rolreplication OR rolsuper
              FROM pg_roles
             WHERE rolname = current_user\
            """;

    /// Which file a value comes from only some may see; to others it counts as not altered.
    static final String SETTING =
            """
            SELECT name, reset_val, unit, context = 'postmaster',
                   coalesce(sourcefile LIKE '%postgresql.auto.conf', false), source
              FROM pg_settings WHERE name = ?\
            """;

    static final String PRESENT_ROLES =
            "SELECT rolname::text FROM pg_roles WHERE rolname = ANY (?::text[])";

    /// Every table that a filter may name, with what replication needs to know of it. A key serves
    /// as identity if it is unique, complete, checked at once and free of nulls.
    static final String SOURCE_TABLES =
            """
            SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text,
                   c.relpersistence::text, c.relreplident::text,
                   pg_get_userbyid(c.relowner)::text, pg_has_role(c.relowner, 'USAGE'),
                   coalesce(k.has_primary, false), coalesce(k.has_identity, false),
                   coalesce(k.has_unique, false), c.reltuples::float8,
                   ARRAY(SELECT i.inhparent::bigint FROM pg_inherits i WHERE i.inhrelid = c.oid)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN (
                   SELECT i.indrelid, bool_or(i.indisprimary AND i.indimmediate) AS has_primary,
                          bool_or(i.indisreplident AND i.indisvalid) AS has_identity,
                          bool_or(i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
                                  AND NOT EXISTS (
                                      SELECT FROM pg_attribute a
                                       WHERE a.attrelid = i.indrelid
                                         AND a.attnum = ANY (i.indkey::int2[])
                                         AND NOT a.attnotnull)) AS has_unique
                     FROM pg_index i
                    WHERE i.indisunique AND i.indisvalid
                    GROUP BY 1) AS k ON k.indrelid = c.oid
             WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
               AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                  AND e.deptype = 'e')
             ORDER BY 2, 3\
            """;

    private EngineQueries() {}
}
