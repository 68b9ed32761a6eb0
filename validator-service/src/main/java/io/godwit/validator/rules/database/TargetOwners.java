package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// Without superuser, objects are given to a role only by a member of it. Where the user can make
/// itself a member, the migration does so, and undoes it.
final class TargetOwners implements DatabaseRule {
    @Override
    public String code() {
        return "TARGET_OWNERS";
    }

    @Override
    public String name() {
        return "The target's user may create objects for their owners";
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
                        .fix(
                                Side.TARGET,
                                refused.stream()
                                        .map(owner ->
                                                "GRANT %s TO %s;"
                                                        .formatted(
                                                                Quote.identifier(owner),
                                                                role.quoted()))
                                        .toList());
    }
}
