package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Ownership, grants and policies that name a role the target lacks cannot be restored.
final class RolesPresent implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "ROLES_PRESENT",
                            "The roles that own, are granted to and are named in policies exist on the target")
                    .about(RuleSide.TARGET)
                    .alias(603103)
                    .meaning(
                            "Ownership, grants and policies that name a missing role cannot be restored.")
                    .remedy("Create the roles, or have them migrated (migrateRoles).");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<UsedRole> missing = missing(context);
        List<String> names = missing.stream().map(UsedRole::name).toList();
        if (missing.isEmpty()) {
            return Finding.succeeded("the target has every role that is needed");
        }
        if (context.spec().migrateRoles()) {
            return Finding.succeeded(missing.size() + " roles are created on the target")
                    .objects(names);
        }
        return Finding.failed(
                        "the target lacks " + missing.size() + " roles",
                        "Create the roles, or have them migrated (migrateRoles).")
                .objects(names)
                .fixes(Statements.of(Side.TARGET, null, missing, UsedRole::create, UsedRole::drop));
    }

    private static List<UsedRole> missing(RuleContext context) throws SQLException {
        List<UsedRole> used = UsedRole.list(context);
        Set<String> existing = UsedRole.existing(context, used);
        return used.stream().filter(role -> !existing.contains(role.name())).toList();
    }
}
