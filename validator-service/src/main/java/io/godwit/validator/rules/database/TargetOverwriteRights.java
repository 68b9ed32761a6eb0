package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.Catalog;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// To be renamed aside the old database must be the user's own, and sessions on it must be ended.
final class TargetOverwriteRights implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_OVERWRITE_RIGHTS",
                            "The target's user may replace the database that is there")
                    .about(RuleSide.TARGET)
                    .alias(603111, 603117)
                    .meaning("The old database could not be put aside.")
                    .remedy("Make the user a member of the owner, and let it end sessions.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Optional<TargetDatabase> found = TargetDatabase.find(context);
        if (found.isEmpty()) {
            return Finding.succeeded("there is nothing to replace");
        }
        LoginRole role = context.target().role();
        if (!found.get().owned()) {
            return notOwner(role, context.database().targetName(), found.get());
        }
        return maySignal(context, role, found.get());
    }

    private static Finding notOwner(LoginRole role, String name, TargetDatabase existing) {
        return Finding.failed(
                        "%s does not own the target's database %s, %s does"
                                .formatted(role.name(), name, existing.owner()),
                        "Make the user a member of the owner, or rename the database by hand.")
                .objects(List.of(name))
                .fix(UsedRole.membership(existing.owner(), role));
    }

    private static Finding maySignal(RuleContext context, LoginRole role, TargetDatabase existing)
            throws SQLException {
        Catalog catalog = context.target().maintenance();
        if (catalog.holds(DatabaseQueries.MAY_SIGNAL)) {
            return Finding.succeeded(role.name() + " may rename it and end sessions on it");
        }
        List<String> others =
                catalog.column(DatabaseQueries.SESSIONS_OF_DATABASE, existing.oid()).stream()
                        .filter(user -> !user.equals(role.name()))
                        .toList();
        String message = role.name() + " may not end other users' sessions on the database";
        String action = "Grant pg_signal_backend, or see to it that nobody is connected.";
        Finding finding =
                others.isEmpty()
                        ? Finding.warning(message, action)
                        : Finding.failed(message, action);
        return finding.objects(others).fix(UsedRole.membership("pg_signal_backend", role));
    }
}
