package io.godwit.copy.databases;

import io.godwit.common.postgres.Quote;
import io.godwit.copy.rows.Markers;
import io.godwit.copy.sessions.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Takes the marker schema out of a database that is complete. The database's own event triggers
/// stand still meanwhile: they may forbid what they do not know.
final class MarkerRemoval {
    private static final String DOING = "removing the markers";

    private static final String EVENT_TRIGGERS =
            "SELECT evtname, evtenabled::text FROM pg_event_trigger WHERE evtenabled <> 'D'";

    private record EventTrigger(String name, String enabled) {
        static EventTrigger read(ResultSet row) throws SQLException {
            return new EventTrigger(row.getString(1), row.getString(2));
        }

        String alter(String what) {
            return "ALTER EVENT TRIGGER " + Quote.identifier(name) + " " + what;
        }

        String restored() {
            return alter(
                    switch (enabled) {
                        case "R" -> "ENABLE REPLICA";
                        case "A" -> "ENABLE ALWAYS";
                        default -> "ENABLE";
                    });
        }
    }

    private MarkerRemoval() {}

    static void remove(Session staging) {
        List<EventTrigger> triggers = staging.list(DOING, EVENT_TRIGGERS, EventTrigger::read);
        staging.transaction(
                DOING,
                () -> {
                    triggers.forEach(each -> staging.execute(DOING, each.alter("DISABLE")));
                    removeSchema(staging);
                    triggers.forEach(each -> staging.execute(DOING, each.restored()));
                });
    }

    private static void removeSchema(Session staging) {
        try {
            Markers.remove(staging.connection());
        } catch (SQLException e) {
            throw staging.failure(e, DOING);
        }
    }
}
