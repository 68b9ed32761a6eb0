package io.godwit.validator.rules.server;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;

/// Hashes of passwords are in a catalog that only superusers read.
final class RolePasswords implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("ROLE_PASSWORDS", "The passwords of roles can be moved")
                    .warns()
                    .meaning(
                            "The roles arrive without passwords, so nobody can log in as them with one.")
                    .remedy(
                            "Let the user read pg_authid, or set the passwords on the target afterwards.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.spec().migrateRoles()) {
            return Finding.succeeded("roles are not asked to move");
        }
        if (context.source().maintenance().holds(ServerQueries.HASHES_READABLE)) {
            return Finding.succeeded("the hashes of passwords can be read");
        }
        List<String> roles = context.source().maintenance().column(ServerQueries.LOGIN_ROLES);
        Finding found =
                Finding.warning(roles.size() + " roles that log in arrive without a password")
                        .objects(roles);
        String role = context.source().role().quoted();
        return context.profile(Side.SOURCE).superusers()
                ? found.fix(
                        Fix.of(Side.SOURCE, "GRANT SELECT ON pg_catalog.pg_authid TO " + role + ";")
                                .undo("REVOKE SELECT ON pg_catalog.pg_authid FROM " + role + ";"))
                : found;
    }
}
