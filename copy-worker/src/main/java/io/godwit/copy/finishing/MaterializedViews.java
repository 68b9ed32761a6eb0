package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.sessions.Session;

/// Fills again, in the order of their dependencies, the materialized views that are filled on the
/// source.
final class MaterializedViews {
    private static final String DOING = "refreshing materialized views";

    private MaterializedViews() {}

    private record View(String schema, String name) {}

    static void refresh(Session source, Session target, WorkContext context) {
        for (View view :
                source.list(
                        DOING,
                        FinishQueries.MATERIALIZED_VIEWS,
                        row -> new View(row.getString(1), row.getString(2)))) {
            context.checkStopping();
            String name = Quote.qualified(view.schema(), view.name());
            target.execute(
                    "refreshing the materialized view " + name,
                    "REFRESH MATERIALIZED VIEW " + name);
        }
    }
}
