package io.godwit.validator.rules.server;

import io.godwit.common.migration.RuleSide;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;

/// A target of an older major version may lack what the source's schema uses. Minor versions do not
/// matter.
final class TargetVersion implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("TARGET_VERSION", "The target is not older than the source")
                    .about(RuleSide.TARGET)
                    .alias(603406, 603408)
                    .meaning("What the source's schema uses may be unknown to the target.")
                    .remedy("Choose a target of the source's version or later.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        return judge(context.source().version(), context.target().version());
    }

    static Finding judge(ServerVersion source, ServerVersion target) {
        String found = "the source is PostgreSQL " + source + ", the target " + target;
        return MajorVersion.of(target).compareTo(MajorVersion.of(source)) >= 0
                ? Finding.succeeded(found)
                : Finding.failed(
                        found + ", which is older",
                        "Choose a target of version " + MajorVersion.of(source) + " or later.");
    }
}
