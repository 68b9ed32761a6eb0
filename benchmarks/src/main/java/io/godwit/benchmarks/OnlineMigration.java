package io.godwit.benchmarks;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An online migration of one database, named like it.
final class OnlineMigration {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private OnlineMigration() {}

    static void create(
            GodwitService service, PostgresServer source, PostgresServer target, String database) {
        service.create(body(source, target, database));
    }

    private static ObjectNode body(PostgresServer source, PostgresServer target, String database) {
        return ServiceMigration.body(name(database), "Migrate", source, target, database)
                .put("mode", "Online");
    }

    /// As a user of the source of its own.
    static void createAs(
            String role,
            GodwitService service,
            PostgresServer source,
            PostgresServer target,
            String database) {
        ObjectNode body = body(source, target, database);
        ((ObjectNode) body.path("properties"))
                .put("sourceDbServerResourceId", "127.0.0.1:%d@%s".formatted(source.port(), role));
        service.create(body);
    }

    /// Waits until capture has found that it is not let in.
    static void awaitStopped(GodwitService service, String database) {
        ServiceMigration migration = new ServiceMigration(service, name(database));
        migration.await(shown -> !shown.path("lastError").isMissingNode(), POLL, LONGEST);
    }

    static void resume(GodwitService service, String database) {
        service.ask(name(database), "resume", "{}");
    }

    private static String name(String database) {
        return database.replace('_', '-');
    }

    static void awaitReady(GodwitService service, String database) {
        await(service, database, "WaitingForUserAction");
    }

    /// @return what is shown of it then
    private static JsonNode await(GodwitService service, String database, String state) {
        return new ServiceMigration(service, name(database)).await(state, POLL, LONGEST);
    }

    static void cancel(GodwitService service, String database) {
        service.ask(name(database), "cancel", "{}");
        await(service, database, "Canceled");
    }

    /// As [#cancel]; its name may be used again afterwards.
    static void forget(GodwitService service, String database) {
        cancel(service, database);
        service.delete(name(database));
    }

    /// @return how long applications were paused, in milliseconds
    static long cutover(GodwitService service, String database) {
        service.ask(name(database), "cutover", "{\"fence\": true}");
        JsonNode ended = await(service, database, "Succeeded");
        return ended.at("/databases/0/following/cutover/pauseMillis").asLong();
    }
}
