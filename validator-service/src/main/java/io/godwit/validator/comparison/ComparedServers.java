package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import java.util.Properties;
import org.postgresql.PGProperty;

/// Opens both sides of a comparison.
final class ComparedServers {
    private final PostgresConnections connections;

    ComparedServers(PostgresConnections connections) {
        this.connections = connections;
    }

    /// What is asked of both sides.
    @FunctionalInterface
    interface Question<T> {
        T ask(BothSides sides);
    }

    <T> T ask(
            Endpoints endpoints,
            String source,
            String target,
            WorkContext work,
            Question<T> question) {
        try (ComparedSide ofSource = open(endpoints, Side.SOURCE, source, work);
                ComparedSide ofTarget = open(endpoints, Side.TARGET, target, work);
                BothSides sides = new BothSides(ofSource, ofTarget)) {
            return question.ask(sides);
        }
    }

    private ComparedSide open(Endpoints endpoints, Side side, String database, WorkContext work) {
        return new ComparedSide(
                side,
                connections.open(endpoints, side, database, "comparison", unprepared()),
                null,
                work);
    }

    /// Each statement is sent once; a generic plan would be of no use.
    static Properties unprepared() {
        Properties properties = new Properties();
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        return properties;
    }
}
