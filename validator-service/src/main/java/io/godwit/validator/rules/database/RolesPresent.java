package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Ownership, grants and policies that name a role the target lacks cannot be restored.
final class RolesPresent implements DatabaseRule {
    @Override
    public String code() {
        return "ROLES_PRESENT";
    }

    @Override
    public String name() {
        return "The roles that own, are granted to and are named in policies exist on the target";
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
                .fix(Side.TARGET, missing.stream().map(UsedRole::create).toList());
    }

    private static List<UsedRole> missing(RuleContext context) throws SQLException {
        List<UsedRole> used = UsedRole.list(context);
        Set<String> existing = UsedRole.existing(context, used);
        return used.stream().filter(role -> !existing.contains(role.name())).toList();
    }
}
