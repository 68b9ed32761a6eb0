package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerProfile;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;

/// Only WAL of level logical holds what changed in the rows.
final class WalLevel implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("WAL_LEVEL", "The source writes logical WAL")
                    .online()
                    .alias(603107)
                    .meaning("Changes cannot be followed.")
                    .remedy("Make the server write logical WAL, and restart it.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Setting level = context.source().setting("wal_level").orElseThrow();
        if ("logical".equals(level.value())) {
            return Finding.succeeded("wal_level is logical");
        }
        ServerProfile profile = context.profile(Side.SOURCE);
        Finding found =
                Finding.failed(
                        "wal_level is " + level.value(),
                        "Set " + profile.logicalDecoding() + ", and restart the source.");
        return profile.set(found, Side.SOURCE, level, "logical");
    }
}
