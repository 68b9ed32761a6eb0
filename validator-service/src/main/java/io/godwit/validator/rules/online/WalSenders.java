package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;

/// Each slot is read by a WAL sender.
final class WalSenders implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("WAL_SENDERS", "The source has a WAL sender free for each database")
                    .online()
                    .alias(603106)
                    .meaning("The slot cannot be read.")
                    .remedy("Raise max_wal_senders and restart the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Setting most = context.source().setting("max_wal_senders").orElseThrow();
        long used = Long.parseLong(context.source().maintenance().value(OnlineQueries.SENDERS));
        int needed = context.spec().databases().size();
        long free = most.number() - used;
        String found =
                free + " of " + most.number() + " WAL senders are free, " + needed + " are needed";
        return free >= needed
                ? Finding.succeeded(found)
                : context.profile(Side.SOURCE)
                        .set(
                                Finding.failed(found, ABOUT.remedy()),
                                Side.SOURCE,
                                most,
                                Long.toString(used + needed));
    }
}
