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
        ObjectNode body =
                ServiceMigration.body(name(database), "Migrate", source, target, database);
        body.put("mode", "Online");
        service.create(body);
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

    /// @return how long applications were paused, in milliseconds
    static long cutover(GodwitService service, String database) {
        service.ask(name(database), "cutover", "{\"fence\": true}");
        JsonNode ended = await(service, database, "Succeeded");
        return ended.at("/databases/0/following/cutover/pauseMillis").asLong();
    }
}
