package io.godwit.validator.rules.online;

import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;

/// A slot waits for every transaction that was open, in whichever database.
final class OpenPreparedTransactions implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "OPEN_PREPARED_TRANSACTIONS",
                            "No prepared transaction keeps a slot from starting")
                    .online()
                    .meaning(
                            "Making the slot waits until the prepared transactions are ended: for ever, if they were forgotten.")
                    .remedy("COMMIT PREPARED or ROLLBACK PREPARED each, as its owner decides.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.source().maintenance().column(OnlineQueries.PREPARED);
        return found.isEmpty()
                ? Finding.succeeded("no transaction is prepared")
                : Finding.failed(found.size() + " transactions are prepared").objects(found);
    }
}
