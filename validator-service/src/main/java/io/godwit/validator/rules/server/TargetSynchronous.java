package io.godwit.validator.rules.server;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Synchronous standbys of the target make its commits wait.
final class TargetSynchronous implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_SYNCHRONOUS", "The target's commits do not wait for standbys")
                    .about(RuleSide.TARGET)
                    .warns()
                    .meaning(
                            "What applies changes and finishes databases waits for the standbys; loading is slower, and stands still if one is away.")
                    .remedy(
                            "Switch high availability on after the migration, or let the commits of the load not wait.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Setting names = context.target().setting("synchronous_standby_names").orElseThrow();
        Setting commits = context.target().setting("synchronous_commit").orElseThrow();
        boolean waits =
                !names.value().isEmpty() && !Set.of("off", "local").contains(commits.value());
        return waits
                ? Finding.warning("commits wait for " + names.value())
                        .objects(List.of(names.value()))
                        .fix(
                                notWaiting(
                                        RoleSetting.of(
                                                Side.TARGET,
                                                context.target().role().quoted(),
                                                commits,
                                                "local")))
                : Finding.succeeded("commits wait for no standby");
    }

    /// The statements must not wait themselves for a standby that may be away.
    private static Fix notWaiting(Fix fix) {
        String local = "SET synchronous_commit = local;\n";
        return Fix.of(Side.TARGET, local + fix.sql()).undo(local + fix.undo());
    }
}
