package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// PostgreSQL lets superusers create them; managed servers may let others.
final class EventTriggers implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("EVENT_TRIGGERS", "Event triggers can be created on the target")
                    .about(RuleSide.TARGET)
                    .warns()
                    .meaning("The event triggers may be missing on the target.")
                    .remedy(
                            "Migrate as a superuser, or drop the event triggers on the source first.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(DatabaseQueries.EVENT_TRIGGERS);
        if (found.isEmpty() || context.target().role().superuser()) {
            return Finding.succeeded(found.size() + " event triggers move").objects(found);
        }
        return Finding.warning(
                        "only superusers create event triggers, unless the target is managed otherwise",
                        "Migrate as a superuser, or drop the event triggers on the source first.")
                .objects(found);
    }
}
