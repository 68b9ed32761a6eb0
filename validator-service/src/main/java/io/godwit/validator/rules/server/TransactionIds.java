package io.godwit.validator.rules.server;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;

/// The snapshot holds back cleaning up; a source near the end of its transaction ids must not be
/// held.
final class TransactionIds implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TRANSACTION_IDS",
                            "The source is far from the end of its transaction ids")
                    .warns()
                    .meaning(
                            "A long snapshot holds vacuum back, which brings the source nearer to refusing writes.")
                    .remedy("VACUUM (FREEZE) the databases first.");

    /// Of about two thousand million.
    private static final long MOST = 1_200_000_000;

    private final long most;

    TransactionIds() {
        this(MOST);
    }

    /// @param most age that is well
    TransactionIds(long most) {
        this.most = most;
    }

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<OldDatabase> old =
                context
                        .source()
                        .maintenance()
                        .list(
                                row -> new OldDatabase(row.getString(1), row.getLong(2)),
                                ServerQueries.OLDEST_TRANSACTIONS)
                        .stream()
                        .filter(database -> database.age() > most)
                        .toList();
        return old.isEmpty()
                ? Finding.succeeded("every database is younger than " + most + " transactions")
                : Finding.warning(
                                old.size() + " databases are older than " + most + " transactions")
                        .objects(old.stream().map(OldDatabase::toString).toList())
                        .fixes(
                                old.stream()
                                        .map(database ->
                                                Fix.of(Side.SOURCE, "VACUUM (FREEZE);")
                                                        .in(database.name()))
                                        .toList());
    }

    private record OldDatabase(String name, long age) {
        @Override
        public String toString() {
            return name + " (" + age + ")";
        }
    }
}
