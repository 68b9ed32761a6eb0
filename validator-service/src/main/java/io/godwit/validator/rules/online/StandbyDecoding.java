package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerProfile;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;

/// Standbys decode from version 16 on, and only while their primary keeps the rows.
final class StandbyDecoding implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "STANDBY_DECODING",
                            "The source is a primary, or a standby that can be followed")
                    .online()
                    .meaning(
                            "A standby before version 16 has no logical slots; without feedback the primary removes what decoding needs.")
                    .remedy(
                            "Name the primary as the source; or, from version 16 on, set hot_standby_feedback on.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.source().maintenance().holds(OnlineQueries.IN_RECOVERY)) {
            return Finding.succeeded("the source is a primary");
        }
        Setting feedback = context.source().setting("hot_standby_feedback").orElseThrow();
        return context.source().version().atLeast(16)
                ? judge(context.profile(Side.SOURCE), feedback)
                : Finding.failed(
                        "the source is a standby of version " + context.source().version());
    }

    static Finding judge(ServerProfile profile, Setting feedback) {
        return feedback.on()
                ? Finding.succeeded("the source is a standby with feedback")
                : profile.set(
                        Finding.failed("the source is a standby without feedback"),
                        Side.SOURCE,
                        feedback,
                        "on");
    }
}
