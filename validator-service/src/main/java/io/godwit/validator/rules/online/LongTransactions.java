package io.godwit.validator.rules.online;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A slot waits for every transaction that has written and is open.
final class LongTransactions implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "LONG_TRANSACTIONS", "No long transaction keeps a slot from starting")
                    .online()
                    .warns()
                    .meaning("Making the slot waits until these transactions end.")
                    .remedy("Let them finish, or end their sessions.");

    private final Duration longest;

    LongTransactions() {
        this(Duration.ofMinutes(5));
    }

    /// @param longest that is well
    LongTransactions(Duration longest) {
        this.longest = longest;
    }

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<Open> found =
                context.source()
                        .maintenance()
                        .list(
                                row -> new Open(row.getInt(1), row.getString(2), row.getLong(3)),
                                OnlineQueries.LONG_TRANSACTIONS,
                                longest.toSeconds());
        return found.isEmpty()
                ? Finding.succeeded("no transaction is older than " + longest.toSeconds() + " s")
                : Finding.warning(
                                found.size()
                                        + " transactions are older than "
                                        + longest.toSeconds()
                                        + " s")
                        .objects(found.stream().map(Open::toString).toList())
                        .fixes(
                                found.stream()
                                        .map(open ->
                                                Fix.of(
                                                        Side.SOURCE,
                                                        "SELECT pg_terminate_backend("
                                                                + open.process()
                                                                + ");"))
                                        .toList());
    }

    private record Open(int process, String user, long seconds) {
        @Override
        public String toString() {
            return "process " + process + " of " + user + ", for " + seconds + " s";
        }
    }
}
