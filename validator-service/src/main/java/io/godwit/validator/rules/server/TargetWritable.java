package io.godwit.validator.rules.server;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;

/// A standby takes no rows.
final class TargetWritable implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("TARGET_WRITABLE", "The target is no standby")
                    .about(RuleSide.TARGET)
                    .alias(603112)
                    .meaning("Nothing could be written.")
                    .remedy("Name the primary as the target, or promote the standby.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        return context.target().maintenance().holds(ServerQueries.IN_RECOVERY)
                ? Finding.failed(
                        "the target is in recovery: it takes no writes",
                        "Name the primary as the target, or promote this server.")
                : Finding.succeeded("the target takes writes");
    }
}
