package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;

/// The WAL sender ends a connection that is silent for this long.
final class WalSenderTimeout implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("WAL_SENDER_TIMEOUT", "The source is patient with whoever reads WAL")
                    .online()
                    .warns()
                    .meaning(
                            "A moment's stall of the network or of the reader ends the connection, and reading starts again.")
                    .remedy("Set wal_sender_timeout to 10 s or more; 60 s is the default.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Setting timeout = context.source().setting("wal_sender_timeout").orElseThrow();
        String found = "wal_sender_timeout is " + timeout.text();
        if (timeout.number() == 0 || timeout.milliseconds() >= LEAST) {
            return Finding.succeeded(found);
        }
        return context.profile(Side.SOURCE)
                .set(Finding.warning(found), Side.SOURCE, timeout, "'60s'");
    }

    private static final long LEAST = 10_000;
}
