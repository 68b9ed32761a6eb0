package io.godwit.validator.rules.server;

import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;

/// A standby takes no rows.
final class TargetWritable implements ServerRule {
    @Override
    public String code() {
        return "TARGET_WRITABLE";
    }

    @Override
    public String name() {
        return "The target is no standby";
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
