package io.godwit.copy.roles;

import io.godwit.common.postgres.Quote;

/// The SQL about roles.
final class RoleQueries {
    static final String OID = "SELECT oid::int8 FROM pg_roles WHERE rolname = ?";

    /// Until the transaction's end; two migrations to one server may bring the same roles.
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('godwit roles'))::text";

    static final String NAMES = "SELECT rolname::text FROM pg_roles";

    /// Without the bootstrap superuser, and without what PostgreSQL and the providers of managed
    /// servers keep for themselves.
    private static final String OURS =
            """
            oid <> 10 AND rolname !~ '^pg_'
               AND rolname !~ '^(rds_|rdsadmin|rdsrepladmin|rdstopmgr|rdswriteforwarduser)'
               AND rolname !~ '^(azure_|azuresu$|cloudsql|alloydb)'
            """;

    static final String ROLES =
            """
            SELECT oid::int8, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb,
                   rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolvaliduntil::text,
                   shobj_description(oid, 'pg_authid'), rolconfig
              FROM pg_roles
             WHERE %s
             ORDER BY oid
            """
                    .formatted(OURS);

    static final String HASHES_READABLE =
            "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')";

    static final String HASHES =
            "SELECT rolname::text, rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL";

    static final String MEMBERSHIPS =
            """
            SELECT r.rolname, m.rolname, bool_or(a.admin_option)
              FROM pg_auth_members a
              JOIN pg_roles r ON r.oid = a.roleid
              JOIN (SELECT * FROM pg_roles WHERE %s) m ON m.oid = a.member
             GROUP BY 1, 2
             ORDER BY 1, 2
            """
                    .formatted(OURS);

    static final String IS_MEMBER =
            """
            SELECT EXISTS (SELECT FROM pg_auth_members a
                             JOIN pg_roles r ON r.oid = a.roleid
                             JOIN pg_roles m ON m.oid = a.member
                            WHERE r.rolname = ? AND m.rolname = ?)
            """;

    /// What the current user may give to others; before version 16 whoever may create roles may
    /// give what is not reserved for superusers.
    static final String OWN_RIGHTS =
            """
            SELECT rolsuper, rolcreatedb, rolreplication, rolbypassrls
              FROM pg_roles WHERE rolname = current_user
            """;

    private RoleQueries() {}

    static String drop(String role) {
        return "DROP ROLE IF EXISTS " + Quote.identifier(role);
    }

    static String grant(String role, String member, boolean admin) {
        return "GRANT %s TO %s%s"
                .formatted(
                        Quote.identifier(role),
                        Quote.identifier(member),
                        admin ? " WITH ADMIN OPTION" : "");
    }

    /// Who gives things to a role must be a member of it.
    static String join(String role) {
        return "GRANT " + Quote.identifier(role) + " TO CURRENT_USER";
    }

    static String revoke(String role, String member) {
        return "REVOKE %s FROM %s".formatted(Quote.identifier(role), Quote.identifier(member));
    }

    static String comment(String role, String text) {
        return "COMMENT ON ROLE %s IS %s".formatted(Quote.identifier(role), Quote.literal(text));
    }
}
