package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.Optional;

/// A slot that falls behind the limit is lost, and with it everything since the copy began.
final class SlotWalLimit implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "SLOT_WAL_LIMIT",
                            "The source keeps WAL for a slot as long as it is needed")
                    .online()
                    .meaning(
                            "A slot that falls further behind is thrown away by the source; the migration would have to start over.")
                    .remedy(
                            "Set max_slot_wal_keep_size to -1, or well above what is written while the copy runs.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Optional<Setting> limit = context.source().setting("max_slot_wal_keep_size");
        if (limit.isEmpty() || limit.get().number() < 0) {
            return Finding.succeeded("there is no limit");
        }
        String found = "max_slot_wal_keep_size is " + limit.get().text();
        return context.profile(Side.SOURCE)
                .set(
                        limit.get().bytes() < LITTLE
                                ? Finding.failed(found)
                                : Finding.warning(found),
                        Side.SOURCE,
                        limit.get(),
                        "-1");
    }

    /// What a busy server writes in minutes.
    private static final long LITTLE = 1024L * 1024 * 1024;
}
