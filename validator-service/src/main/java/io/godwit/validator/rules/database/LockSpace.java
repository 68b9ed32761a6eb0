package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;

/// pg_dump holds a lock on every table that moves, in one transaction.
final class LockSpace implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("LOCK_SPACE", "The source has room for a lock on every table")
                    .meaning("Dumping the schema would end with `out of shared memory`.")
                    .remedy("Raise max_locks_per_transaction and restart the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        long needed = context.tables().selected().size();
        Setting perTransaction =
                context.source().setting("max_locks_per_transaction").orElseThrow();
        long transactions =
                context.source().setting("max_connections").orElseThrow().number()
                        + context.source()
                                .setting("max_prepared_transactions")
                                .orElseThrow()
                                .number();
        long room = perTransaction.number() * transactions;
        String found = needed + " tables are locked at once, there is room for " + room + " locks";
        if (needed * 10 <= room * 9) {
            return Finding.succeeded(found);
        }
        long enough = Math.max(perTransaction.number(), needed * 5 / 4 / transactions + 1);
        return context.profile(Side.SOURCE)
                .set(
                        needed > room ? Finding.failed(found) : Finding.warning(found),
                        Side.SOURCE,
                        perTransaction,
                        Long.toString(enough));
    }
}
