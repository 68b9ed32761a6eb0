package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Two subscribers of one slot would steal each other's changes.
final class SubscriptionsLeft implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("SUBSCRIPTIONS", "Subscriptions do not move")
                    .warns()
                    .meaning(
                            "Two subscribers of one slot would steal each other's changes, so subscriptions stay behind.")
                    .remedy("Create them on the target after the migration.");

    @Override
    public RuleDescription about() {
        return ABOUT;
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
