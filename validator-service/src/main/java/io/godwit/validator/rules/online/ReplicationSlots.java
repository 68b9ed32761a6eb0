package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.List;

/// One slot for each database, beside those that are there.
final class ReplicationSlots implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "REPLICATION_SLOTS",
                            "The source has a replication slot free for each database")
                    .online()
                    .alias(603105)
                    .meaning("The slot that keeps the changes cannot be made.")
                    .remedy(
                            "Drop slots that nobody reads, or raise max_replication_slots and restart the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Setting most = context.source().setting("max_replication_slots").orElseThrow();
        List<String> used = context.source().maintenance().column(OnlineQueries.SLOTS);
        int needed = context.spec().databases().size();
        long free = most.number() - used.size();
        String found = free + " of " + most.number() + " slots are free, " + needed + " are needed";
        return free >= needed
                ? Finding.succeeded(found)
                : context.profile(Side.SOURCE)
                        .set(
                                Finding.failed(found, ABOUT.remedy()).objects(used),
                                Side.SOURCE,
                                most,
                                Long.toString(used.size() + needed));
    }
}
