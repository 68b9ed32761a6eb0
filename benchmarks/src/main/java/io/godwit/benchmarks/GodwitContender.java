package io.godwit.benchmarks;

import io.godwit.benchmarks.Stages.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A running service that is asked by REST. Nothing is compared afterwards, as the others do not
/// compare either.
record GodwitContender(
        GodwitService service, PostgresServer source, PostgresServer target, int parallelism)
        implements Contender {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Set<String> ENDS =
            Set.of("migration-succeeded", "migration-failed", "migration-canceled");

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
        service.awaitFact(run, fact -> ENDS.contains(fact.path("type").asString()));
        double seconds = (System.nanoTime() - began) / 1e9;
        Instant seen = Instant.now();
        new ServiceMigration(service, run).await("Succeeded", POLL, LONGEST);
        return new Outcome(
                seconds,
                Stages.between(asked, facts(run), seen),
                ProcessTable.peakMemory(service.pid()));
    }

    private ObjectNode body(String database, String run) {
        ObjectNode body = ServiceMigration.body(run, "Migrate", source, target, database);
        body.withObject("properties").put("verification", "none").put("parallelism", parallelism);
        return body;
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
