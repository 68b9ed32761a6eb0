package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;

/// Each large object is created and granted by itself, which takes time and locks.
final class LargeObjectsFew implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("LARGE_OBJECTS", "Large objects are few enough to move fast")
                    .warns()
                    .meaning(
                            "Each large object is created and granted by itself, which takes time and locks.")
                    .remedy("Delete orphans first (vacuumlo finds them), or allow for the time.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        long found = Long.parseLong(context.catalog().value(DatabaseQueries.LARGE_OBJECTS));
        return found <= MANY
                ? Finding.succeeded(found + " large objects move")
                : Finding.warning(
                        found + " large objects move, which takes a while",
                        "Delete orphans first (vacuumlo finds them), or allow for the time.");
    }

    private static final long MANY = 100_000;
}
