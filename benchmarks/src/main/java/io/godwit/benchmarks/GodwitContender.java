package io.godwit.benchmarks;

import io.godwit.benchmarks.Stages.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A running service that is asked by REST. Nothing is compared afterwards, as the others do not
/// compare either.
record GodwitContender(
        GodwitService service, PostgresServer source, PostgresServer target, int parallelism)
        implements Contender {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public String name() {
        return "Godwit";
    }

    @Override
    public Outcome move(String database, String run) {
        ObjectNode body = body(database, run);
        Instant asked = Instant.now();
        long began = System.nanoTime();
        service.create(body);
        awaitSuccess(run, began + LONGEST.toNanos());
        double seconds = (System.nanoTime() - began) / 1e9;
        Instant seen = Instant.now();
        return new Outcome(
                seconds,
                Stages.between(asked, facts(run), seen),
                ProcessTable.peakMemory(service.pid()));
    }

    private ObjectNode body(String database, String run) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("name", run).put("option", "Migrate");
        ObjectNode properties = body.putObject("properties");
        properties
                .put("sourceDbServerResourceId", address(source))
                .put("targetDbServerResourceId", address(target))
                .put("OverwriteDBsInTarget", false)
                .put("verification", "none")
                .put("parallelism", parallelism);
        properties.putArray("DBsToMigrate").add(database);
        return body;
    }

    private static String address(PostgresServer server) {
        return "127.0.0.1:%d@%s".formatted(server.port(), PostgresServer.USER);
    }

    private void awaitSuccess(String run, long deadline) {
        while (true) {
            JsonNode migration = service.migration(run);
            switch (migration.path("state").asString().toLowerCase(Locale.ROOT)) {
                case "succeeded" -> {
                    return;
                }
                case "failed", "validationfailed", "canceled" ->
                        throw new BenchmarkException(
                                "it ended as "
                                        + migration.path("state")
                                        + ": "
                                        + migration.path("lastError"));
                default -> GodwitService.pause(POLL);
            }
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("it took too long");
            }
        }
    }

    private List<Fact> facts(String run) {
        List<Fact> facts = new ArrayList<>();
        for (JsonNode event : service.events(run)) {
            facts.add(
                    new Fact(
                            event.path("type").asString(),
                            Instant.parse(event.path("at").asString())));
        }
        return facts;
    }

    @Override
    public double processorSeconds(ProcessTable processes) {
        return processes.secondsOfTree(service.pid());
    }
}
