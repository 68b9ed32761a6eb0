package io.godwit.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A migration of one database that the service is asked for by REST.
record ServiceMigration(GodwitService service, String name) {
    private static final List<String> ENDED =
            List.of("Succeeded", "Failed", "ValidationFailed", "Canceled");

    /// The request to make one; more may be put into its `properties`.
    static ObjectNode body(
            String name,
            String option,
            PostgresServer source,
            PostgresServer target,
            String database) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("name", name).put("option", option);
        ObjectNode properties = body.putObject("properties");
        properties
                .put("sourceDbServerResourceId", address(source))
                .put("targetDbServerResourceId", address(target))
                .put("OverwriteDBsInTarget", false);
        properties.putArray("DBsToMigrate").add(database);
        return body;
    }

    private static String address(PostgresServer server) {
        return "127.0.0.1:%d@%s".formatted(server.port(), PostgresServer.USER);
    }

    /// Waits until it has a state.
    ///
    /// @return what is shown of it then
    /// @throws BenchmarkException if it ends in another one, or takes too long
    JsonNode await(String wanted, Duration poll, Duration longest) {
        return await(shown -> shown.path("state").asString().equals(wanted), poll, longest);
    }

    /// Waits until what is shown of it satisfies the condition.
    ///
    /// @throws BenchmarkException if it ends without, or takes too long
    JsonNode await(Predicate<JsonNode> wanted, Duration poll, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            JsonNode shown = service.migration(name);
            String state = shown.path("state").asString();
            if (wanted.test(shown)) {
                return shown;
            }
            if (ENDED.contains(state)) {
                throw new BenchmarkException("%s is %s: %s".formatted(name, state, reason(shown)));
            }
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException(name + " took too long, it is " + state);
            }
            GodwitService.pause(poll);
        }
    }

    /// The error that it ended with, or the rules that did not let it pass.
    private static String reason(JsonNode shown) {
        JsonNode error = shown.path("lastError");
        if (!error.isMissingNode() && !error.isNull()) {
            return error.toString();
        }
        return Stream.of("/validation/server/rules", "/validation/databases/0/rules")
                .flatMap(at -> shown.at(at).valueStream())
                .filter(rule -> rule.path("status").asString("").equals("Failed"))
                .map(JsonNode::toString)
                .collect(Collectors.joining("; "));
    }
}
