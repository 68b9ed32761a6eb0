package io.godwit.validator.rules.server;

import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.RuleDescription;
import java.util.Locale;

/// How rules that exist once for each side are described.
final class SideRule {
    private SideRule() {}

    /// @param suffix of the code, after `SOURCE` or `TARGET`
    static RuleDescription description(Side side, String suffix, String name) {
        return RuleDescription.of(side.name().toUpperCase(Locale.ROOT) + suffix, name)
                .about(side == Side.SOURCE ? RuleSide.SOURCE : RuleSide.TARGET);
    }
}
