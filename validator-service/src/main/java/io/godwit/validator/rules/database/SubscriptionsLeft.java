package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// Two subscribers of one slot would steal each other's changes.
final class SubscriptionsLeft implements DatabaseRule {
    @Override
    public String code() {
        return "SUBSCRIPTIONS";
    }

    @Override
    public String name() {
        return "Subscriptions do not move";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found =
                context.source().version().atLeast(10)
                        ? context.catalog().column(DatabaseQueries.SUBSCRIPTIONS)
                        : List.of();
        return found.isEmpty()
                ? Finding.succeeded("there are no subscriptions")
                : Finding.warning(
                                found.size() + " subscriptions do not move",
                                "Create them on the target after the migration.")
                        .objects(found);
    }
}
