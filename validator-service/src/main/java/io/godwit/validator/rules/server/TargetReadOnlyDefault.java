package io.godwit.validator.rules.server;

import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;

/// Godwit's own sessions switch it off; applications would meet it after the migration.
final class TargetReadOnlyDefault implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_READ_ONLY_DEFAULT",
                            "Transactions on the target write unless they say otherwise")
                    .about(RuleSide.TARGET)
                    .warns()
                    .alias(603112)
                    .meaning(
                            "The migration writes all the same, but applications would find the new database read-only.")
                    .remedy("Switch default_transaction_read_only off.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Setting setting = context.target().setting("default_transaction_read_only").orElseThrow();
        if (!setting.on()) {
            return Finding.succeeded("transactions may write by default");
        }
        Finding found = Finding.warning("default_transaction_read_only is on");
        return "user".equals(setting.source())
                ? found.fix(
                        RoleSetting.of(
                                Side.TARGET, context.target().role().quoted(), setting, "off"))
                : context.profile(Side.TARGET).set(found, Side.TARGET, setting, "off");
    }
}
