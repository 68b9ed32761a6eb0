package io.godwit.validator.rules.online;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/// Tries it on a session of its own: triggers and foreign keys must not fire while changes are
/// applied.
final class ReplicationRole implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_REPLICATION_ROLE",
                            "The target's user may set session_replication_role")
                    .about(RuleSide.TARGET)
                    .online()
                    .alias(603115)
                    .meaning(
                            "Triggers would fire a second time, and foreign keys refuse rows that come before their partners.")
                    .remedy(
                            "Grant the right to set the parameter (15 and later), or use a superuser.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.target().role();
        try (Connection connection =
                        context.target()
                                .open(
                                        context.target().server().maintenanceDatabase(),
                                        new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            return Finding.succeeded(role.name() + " may set it");
        } catch (SQLException e) {
            return refused(context, role, e);
        }
    }

    private static Finding refused(RuleContext context, LoginRole role, SQLException e)
            throws SQLException {
        Finding found =
                Finding.failed(role.name() + " may not: " + e.getMessage())
                        .objects(List.of(role.name()));
        String right = "SET ON PARAMETER session_replication_role";
        if (context.target().version().atLeast(15)) {
            return found.fix(
                    Fix.of(Side.TARGET, "GRANT " + right + " TO " + role.quoted() + ";")
                            .undo("REVOKE " + right + " FROM " + role.quoted() + ";"));
        }
        return context.profile(Side.TARGET).superusers()
                ? found.fix(
                        Fix.of(Side.TARGET, "ALTER ROLE " + role.quoted() + " SUPERUSER;")
                                .undo("ALTER ROLE " + role.quoted() + " NOSUPERUSER;"))
                : found;
    }
}
