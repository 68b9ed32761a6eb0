package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// A role that the database's objects name.
///
/// @param owner whether it owns any of them
record UsedRole(String name, boolean login, boolean superuser, boolean owner) {
    static List<UsedRole> list(RuleContext context) throws SQLException {
        return context.catalog()
                .list(
                        row ->
                                new UsedRole(
                                        row.getString(1),
                                        row.getBoolean(2),
                                        row.getBoolean(3),
                                        row.getBoolean(4)),
                        DatabaseQueries.ROLES_IN_USE);
    }

    /// Which of them the target has.
    static Set<String> existing(RuleContext context, List<UsedRole> roles) throws SQLException {
        String[] names = roles.stream().map(UsedRole::name).toArray(String[]::new);
        return Set.copyOf(
                context.target()
                        .maintenance()
                        .column(DatabaseQueries.EXISTING_ROLES, (Object) names));
    }

    /// Makes the migration's user a member of a role of the target.
    static Fix membership(String role, LoginRole member) {
        String quoted = Quote.identifier(role);
        return Fix.of(Side.TARGET, "GRANT %s TO %s;".formatted(quoted, member.quoted()))
                .undo("REVOKE %s FROM %s;".formatted(quoted, member.quoted()));
    }

    /// Superuser rights are never handed on.
    String create() {
        return "CREATE ROLE " + Quote.identifier(name) + (login ? " LOGIN;" : ";");
    }

    String drop() {
        return "DROP ROLE " + Quote.identifier(name) + ";";
    }
}
