package io.godwit.validator.rules.server;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;

/// A standby ends queries that get in the way of replay. Online has its own rule.
final class SourceStandby implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("SOURCE_STANDBY", "The source ends no query that reads for long")
                    .warns()
                    .meaning(
                            "A standby ends long reads that get in the way of replay; the copy would start over.")
                    .remedy("Set hot_standby_feedback on, or read from the primary.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.source().maintenance().holds(ServerQueries.IN_RECOVERY)) {
            return Finding.succeeded("the source is a primary");
        }
        Setting feedback = context.source().setting("hot_standby_feedback").orElseThrow();
        Setting delay = context.source().setting("max_standby_streaming_delay").orElseThrow();
        return feedback.on() || delay.number() < 0
                ? Finding.succeeded("the source is a standby that lets long queries be")
                : context.profile(Side.SOURCE)
                        .set(
                                Finding.warning(
                                        "the source is a standby that ends queries in the way of replay after "
                                                + delay.text()),
                                Side.SOURCE,
                                feedback,
                                "on");
    }
}
