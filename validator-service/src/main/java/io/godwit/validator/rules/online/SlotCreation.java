package io.godwit.validator.rules.online;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.UUID;

/// Makes a temporary slot, which goes with its session, and so proves that the real one can be
/// made.
final class SlotCreation implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("SLOT_CREATION", "A logical slot can be made in the database")
                    .online()
                    .alias(603105, 603107)
                    .meaning("Changes cannot be followed.")
                    .remedy(
                            "Mend what the server says; if it did not answer in time, end the transactions that the slot waits for.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.source().version().atLeast(10)) {
            return Finding.failed("temporary slots came with version 10");
        }
        String name = "godwit_probe_" + UUID.randomUUID().toString().replace("-", "_");
        try {
            return Finding.succeeded(
                    "made and dropped again at "
                            + context.catalog().value(OnlineQueries.MAKE_SLOT, name));
        } catch (SQLException e) {
            return Finding.failed("the server refused: " + e.getMessage());
        }
    }
}
