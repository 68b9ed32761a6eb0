package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Without superuser, objects are given to a role only by a member of it. Where the user can make
/// itself a member, the migration does so, and undoes it.
final class TargetOwners implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_OWNERS",
                            "The target's user may create objects for their owners")
                    .about(RuleSide.TARGET)
                    .alias(603115)
                    .meaning("Objects could not be given to their owners.")
                    .remedy("Grant the roles to the user, or migrate as a superuser.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.target().role();
        String[] owners =
                UsedRole.list(context).stream()
                        .filter(UsedRole::owner)
                        .map(UsedRole::name)
                        .toArray(String[]::new);
        List<String> refused =
                context.target()
                        .maintenance()
                        .column(DatabaseQueries.UNASSUMABLE_ROLES, (Object) owners);
        return refused.isEmpty()
                ? Finding.succeeded(role.name() + " can act as every owner")
                : Finding.failed(
                                role.name() + " cannot act as " + refused.size() + " owners",
                                "Grant the roles to the user, or migrate as a superuser.")
                        .objects(refused)
                        .fixes(
                                refused.stream()
                                        .map(owner -> UsedRole.membership(owner, role))
                                        .toList());
    }
}
