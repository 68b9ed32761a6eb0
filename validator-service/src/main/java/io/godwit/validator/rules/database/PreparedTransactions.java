package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// What it wrote does not move, and its locks may hold the migration up.
final class PreparedTransactions implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("PREPARED_TRANSACTIONS", "No transaction waits for its second phase")
                    .warns()
                    .meaning(
                            "What they wrote does not move, and their locks may hold the migration up.")
                    .remedy("COMMIT PREPARED or ROLLBACK PREPARED each, as its owner decides.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(DatabaseQueries.PREPARED_TRANSACTIONS);
        return found.isEmpty()
                ? Finding.succeeded("no transaction is prepared")
                : Finding.warning(
                                found.size()
                                        + " prepared transactions: what they wrote does not move",
                                "COMMIT PREPARED or ROLLBACK PREPARED each, as its owner decides.")
                        .objects(found);
    }
}
