package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
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

    /// Which databases are compared.
    ///
    /// @param snapshot of the source that every question is answered under, null for the present
    record Databases(
            Endpoints endpoints, String source, String target, @Nullable String snapshot) {}

    <T> T ask(
            Endpoints endpoints,
            String source,
            String target,
            WorkContext work,
            Question<T> question) {
        return ask(new Databases(endpoints, source, target, null), work, question);
    }

    <T> T ask(Databases databases, WorkContext work, Question<T> question) {
        CompletableFuture<ComparedSide> target =
                CompletableFuture.supplyAsync(
                        () -> open(databases, Side.TARGET, work), Thread::startVirtualThread);
        try (ComparedSide ofSource = openFirst(databases, target, work);
                ComparedSide ofTarget = opened(target);
                BothSides sides = new BothSides(ofSource, ofTarget)) {
            return question.ask(sides);
        }
    }

    private ComparedSide openFirst(
            Databases databases, CompletableFuture<ComparedSide> other, WorkContext work) {
        try {
            return open(databases, Side.SOURCE, work);
        } catch (RuntimeException e) {
            other.thenAccept(ComparedSide::close);
            throw e;
        }
    }

    private static ComparedSide opened(CompletableFuture<ComparedSide> side) {
        try {
            return side.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof MigrationException known ? known : e;
        }
    }

    private ComparedSide open(Databases databases, Side side, WorkContext work) {
        boolean ofSource = side == Side.SOURCE;
        return new ComparedSide(
                side,
                connections.open(
                        databases.endpoints(),
                        side,
                        ofSource ? databases.source() : databases.target(),
                        "comparison",
                        unprepared()),
                ofSource ? databases.snapshot() : null,
                work);
    }

    /// Each statement is sent once; a generic plan would be of no use.
    private static Properties unprepared() {
        Properties properties = new Properties();
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        return properties;
    }
}
