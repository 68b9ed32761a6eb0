package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerProfile;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.Optional;

/// Version 18 can throw slots away that nobody read for a while.
final class IdleSlotTimeout implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("IDLE_SLOT_TIMEOUT", "The source does not throw idle slots away")
                    .online()
                    .warns()
                    .meaning(
                            "A pause or an outage longer than that loses the slot; the migration would have to start over.")
                    .remedy("Set idle_replication_slot_timeout to 0 until the migration is over.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Optional<Setting> timeout = context.source().setting("idle_replication_slot_timeout");
        return timeout.isEmpty()
                ? Finding.succeeded("this version keeps idle slots")
                : judge(context.profile(Side.SOURCE), timeout.get());
    }

    static Finding judge(ServerProfile profile, Setting timeout) {
        return timeout.number() == 0
                ? Finding.succeeded("idle slots are kept")
                : profile.set(
                        Finding.warning("idle slots are thrown away after " + timeout.text()),
                        Side.SOURCE,
                        timeout,
                        "0");
    }
}
