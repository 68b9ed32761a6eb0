package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.DatabasePrepared;
import io.godwit.common.migration.MigrationEvent.SnapshotRequested;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Telemetry;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.testing.TestBroker;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ProgressApiTest {
    private static final String ODD = "odd \"db\"/\\%; --";

    private static TestBroker broker;
    private static FakeOrchestrator orchestrator;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        orchestrator = new FakeOrchestrator(broker.clients());
        gateway = new RunningGateway(broker);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orchestrator.close();
        broker.close();
    }

    private static WorkRef work(String migration, String id) {
        return new WorkRef(migration, id, 1, 1, ODD, 1);
    }

    private static PlannedTable table(int id) {
        return new PlannedTable(new TableRef(id, id, "s", "t\"" + id), 100, 10);
    }

    /// Three tables: one copied, one under way, one queued.
    private static void copying(String migration) {
        assertThat(
                        gateway.post(
                                        "/migrations?name=" + migration,
                                        MigrationApiTest.body("\"odd \\\"db\\\"/\\\\%; --\""))
                                .status())
                .isEqualTo(201);
        WorkRef prepare = work(migration, "database/0/prepare");
        WorkRef first = work(migration, "database/0/copy/0");
        WorkRef second = work(migration, "database/0/copy/1");
        orchestrator.say(
                migration,
                new SnapshotRequested(ODD, 1),
                new WorkIssued(prepare),
                new TablesPlanned(prepare, List.of(table(0), table(1), table(2))),
                new CopiesPlanned(
                        prepare,
                        IntStream.range(0, 3)
                                .mapToObj(id ->
                                        new PlannedCopy(
                                                id, List.of(new PlannedPart(id, 0, 1, null, 100))))
                                .toList()),
                new DatabasePrepared(prepare, 3, 3, 0),
                new WorkIssued(first),
                new WorkIssued(second),
                new TablesCopied(first, List.of(new CopiedPart(0, 0, 10, 1000))));
        say(new PartProgress(second, 1, 0, 4, 400, Instant.now().plusSeconds(2)));
    }

    private static void say(PartProgress progress) {
        Envelope<Telemetry> envelope =
                new Envelope<>("t", null, progress.work().migration(), progress.at(), progress);
        try (var producer = broker.clients().producer()) {
            producer.send(
                    new ProducerRecord<>(
                            Topics.PROGRESS,
                            progress.work().migration(),
                            WireCodec.encode(envelope)));
        }
    }

    private static JsonNode progress(RunningGateway asked, String migration) {
        return asked.get("/migrations/" + migration).json().path("progress");
    }

    @Test
    void progressIsShownUnderOursAndTheReferencesWords() {
        copying("moving");
        Eventually.isTrue(
                "telemetry shows", () -> progress(gateway, "moving").path("rows").intValue() == 14);

        JsonNode details = gateway.get("/migrations/moving").json();

        assertThat(details.path("substate").stringValue()).isEqualTo("MigratingData");
        JsonNode progress = details.at("/databases/0/progress");
        assertThat(progress.path("tables").intValue()).isEqualTo(3);
        assertThat(progress.path("fullLoadCompletedTables").intValue()).isEqualTo(1);
        assertThat(progress.path("fullLoadLoadingTables").intValue()).isEqualTo(1);
        assertThat(progress.path("fullLoadQueuedTables").intValue()).isEqualTo(1);
        assertThat(progress.path("fullLoadErroredTables").intValue()).isZero();
        assertThat(progress.path("bytesPerSecond").doubleValue()).isPositive();
        assertThat(progress.path("estimatedFinish").isString()).isTrue();
        assertThat(details.at("/databases/0/step").stringValue()).isEqualTo("Copying");
    }

    @Test
    void tablesComePageByPageAndByState() {
        copying("paged");
        Eventually.isTrue(
                "all is there", () -> progress(gateway, "paged").path("rows").intValue() == 14);
        String path = "/migrations/paged/databases/odd%20%22db%22%2F%5C%25%3B%20--/tables";

        JsonNode all = gateway.get(path).json();
        JsonNode page = gateway.get(path + "?offset=1&limit=1").json();
        JsonNode copied = gateway.get(path + "?state=copied").json();

        assertThat(all.path("total").intValue()).as(all.toString()).isEqualTo(3);
        assertThat(all.at("/tables/0/state").stringValue()).isEqualTo("Copied");
        assertThat(all.at("/tables/1/state").stringValue()).isEqualTo("Copying");
        assertThat(all.at("/tables/2/state").stringValue()).isEqualTo("Queued");
        assertThat(page.path("total").intValue()).isEqualTo(3);
        assertThat(page.path("tables")).hasSize(1);
        assertThat(page.at("/tables/0/name").stringValue()).isEqualTo("t\"1");
        assertThat(copied.path("tables")).hasSize(1);
        assertThat(gateway.get(path + "?limit=0&offset=x").json().path("errors")).hasSize(2);
        assertThat(gateway.get(path + "?state=copid").status()).isEqualTo(400);
    }

    @Test
    void afterARestartEverythingIsShownAsBefore() {
        copying("lasting");
        Eventually.isTrue(
                "all is there", () -> progress(gateway, "lasting").path("rows").intValue() == 14);

        try (RunningGateway restarted = new RunningGateway(broker)) {
            assertThat(lasting(restarted, "/migrations/lasting"))
                    .isEqualTo(lasting(gateway, "/migrations/lasting"));
            assertThat(restarted.get("/migrations/lasting/events").body())
                    .isEqualTo(gateway.get("/migrations/lasting/events").body());
        }
    }

    private static JsonNode lasting(RunningGateway asked, String path) {
        ObjectNode details = (ObjectNode) asked.get(path).json();
        details.remove("durationSeconds");
        return details;
    }

    @Test
    void theNewestMigrationIsListedFirst() {
        for (String name : List.of("one", "two", "three")) {
            gateway.post("/migrations?name=" + name, MigrationApiTest.body("\"d\""));
        }

        List<String> names =
                gateway.get("/migrations?filter=ALL")
                        .json()
                        .path("migrations")
                        .findValuesAsString("name");

        assertThat(names).containsSubsequence("three", "two", "one");
    }
}
