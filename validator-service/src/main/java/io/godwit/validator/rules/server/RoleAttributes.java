package io.godwit.validator.rules.server;

import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;

/// Superuser rights are never handed on.
final class RoleAttributes implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("ROLE_ATTRIBUTES", "Roles keep their rights when they move")
                    .warns()
                    .alias(603704)
                    .meaning(
                            "The roles arrive as ordinary ones; what they did as superusers they cannot do on the target.")
                    .remedy(
                            "ALTER ROLE … SUPERUSER on the target afterwards, where that is wanted.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.spec().migrateRoles()) {
            return Finding.succeeded("roles are not asked to move");
        }
        List<String> roles = context.source().maintenance().column(ServerQueries.SUPERUSERS);
        return roles.isEmpty()
                ? Finding.succeeded("no role that moves is a superuser")
                : Finding.warning(roles.size() + " superusers arrive as ordinary roles")
                        .objects(roles);
    }
}
