package io.godwit.benchmarks;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An online migration of one database, named like it.
final class OnlineMigration {
    private static final Duration POLL = Duration.ofMillis(50);

    private OnlineMigration() {}

    static void create(
            GodwitService service, PostgresServer source, PostgresServer target, String database) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("name", name(database)).put("option", "Migrate").put("mode", "Online");
        ObjectNode properties = body.putObject("properties");
        properties
                .put("sourceDbServerResourceId", address(source))
                .put("targetDbServerResourceId", address(target))
                .put("OverwriteDBsInTarget", false);
        properties.putArray("DBsToMigrate").add(database);
        service.create(body);
    }

    private static String address(PostgresServer server) {
        return "127.0.0.1:%d@%s".formatted(server.port(), PostgresServer.USER);
    }

    static String name(String database) {
        return database.replace('_', '-');
    }

    static void awaitReady(GodwitService service, String database) {
        await(service, name(database), List.of("WaitingForUserAction"));
    }

    /// @return what is shown of it then
    static JsonNode await(GodwitService service, String name, List<String> states) {
        long deadline = System.nanoTime() + Duration.ofMinutes(15).toNanos();
        while (true) {
            JsonNode shown = service.migration(name);
            String state = shown.path("state").asString();
            if (states.contains(state)) {
                return shown;
            }
            if (List.of("Failed", "ValidationFailed", "Canceled", "Succeeded").contains(state)
                    || System.nanoTime() > deadline) {
                throw new BenchmarkException(
                        name + " is " + state + ": " + shown.path("lastError"));
            }
            GodwitService.pause(POLL);
        }
    }

    /// @return how long applications were paused, in milliseconds
    static long cutover(GodwitService service, String database) {
        service.ask(name(database), "cutover", "{\"fence\": true}");
        JsonNode ended = await(service, name(database), List.of("Succeeded"));
        return ended.at("/databases/0/following/cutover/pauseMillis").asLong();
    }
}
