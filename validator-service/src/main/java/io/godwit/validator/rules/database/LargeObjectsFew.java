package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;

/// Each large object is created and granted by itself, which takes time and locks.
final class LargeObjectsFew implements DatabaseRule {
    @Override
    public String code() {
        return "LARGE_OBJECTS";
    }

    @Override
    public String name() {
        return "Large objects are few enough to move fast";
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
