package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// PostgreSQL lets superusers create them; managed servers may let others.
final class EventTriggers implements DatabaseRule {
    @Override
    public String code() {
        return "EVENT_TRIGGERS";
    }

    @Override
    public String name() {
        return "Event triggers can be created on the target";
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
