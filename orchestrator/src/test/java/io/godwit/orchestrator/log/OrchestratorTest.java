package io.godwit.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationRequest.CreateMigration;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.Verification;
import io.godwit.common.testing.TestBroker;
import io.godwit.orchestrator.deciding.RetryPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a real broker: what the loop appends, and that nothing is decided twice when it starts again
/// or when another takes over.
class OrchestratorTest {
    private static TestBroker broker;
    private static KafkaClients kafka;

    private final List<Envelope<MigrationEvent>> facts = new CopyOnWriteArrayList<>();
    private LogFollower log;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
        kafka = broker.clients();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void follow() {
        log =
                new LogFollower(
                                "test",
                                kafka,
                                List.of(Topics.EVENTS),
                                entry ->
                                        WireCodec.decode(entry.value(), MigrationEvent.class)
                                                .ifPresent(facts::add))
                        .start();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void aMigrationIsValidatedOnceThoughTheOrchestratorStartsAgainAndThenSucceeds()
            throws Exception {
        try (Orchestrator _ = start()) {
            request("r1", new CreateMigration(spec("restarted", Option.VALIDATE, "a")));
            await(
                    "restarted",
                    fact ->
                            fact instanceof WorkIssued issued
                                    && issued.work().id().equals("validate/database/0"));
        }
        try (Orchestrator _ = start();
                Orchestrator _ = start()) {
            request("r1", new CreateMigration(spec("restarted", Option.VALIDATE, "a")));
            TimeUnit.SECONDS.sleep(3);
            assertThat(of("restarted", WorkIssued.class)).hasSize(2);
            assertThat(of("restarted", MigrationCreated.class)).hasSize(1);

            try (EventPublisher worker = new EventPublisher(kafka, Clock.systemUTC())) {
                for (WorkIssued issued : of("restarted", WorkIssued.class)) {
                    worker.publish("restarted", null, new RulesChecked(issued.work(), List.of()));
                }
            }
            await("restarted", MigrationSucceeded.class::isInstance);
            assertThat(of("restarted", WorkIssued.class)).hasSize(2);
        }
    }

    @Test
    void aSecondMigrationToTheSameTargetDatabaseIsRefusedWhicheverPartitionItIsIn()
            throws Exception {
        try (Orchestrator _ = start()) {
            request("c0", new CreateMigration(spec("claims", Option.MIGRATE, "shared")));
            await("claims", MigrationCreated.class::isInstance);
            for (int n = 0; n < 6; n++) {
                request("c" + n, new CreateMigration(spec("late-" + n, Option.MIGRATE, "shared")));
                await("late-" + n, fact -> fact.equals(busy()));
            }
            request("other", new CreateMigration(spec("beside", Option.MIGRATE, "else")));
            await("beside", MigrationCreated.class::isInstance);
        }
    }

    private static RequestRefused busy() {
        return new RequestRefused(
                FailureCode.TARGET_BUSY,
                "the migration claims is writing to a target database of this one");
    }

    private static Orchestrator start() {
        Orchestrator orchestrator = new Orchestrator(kafka, RetryPolicy.DEFAULT, Clock.systemUTC());
        orchestrator.start();
        return orchestrator;
    }

    private static void request(String id, MigrationRequest request)
            throws ExecutionException, InterruptedException {
        var envelope = new Envelope<>(id, null, request.migration(), Instant.now(), request);
        try (var producer = kafka.producer()) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.REQUESTS,
                                    request.migration(),
                                    WireCodec.encode(envelope)))
                    .get();
        }
    }

    private void await(String migration, Predicate<MigrationEvent> wanted)
            throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(30);
        while (facts.stream()
                .filter(fact -> fact.correlation().equals(migration))
                .noneMatch(fact -> wanted.test(fact.payload()))) {
            assertThat(Instant.now()).as("in time; so far %s", facts).isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private <T extends MigrationEvent> List<T> of(String migration, Class<T> type) {
        return facts.stream()
                .filter(fact -> fact.correlation().equals(migration))
                .map(Envelope::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static MigrationSpec spec(String name, Option option, String target) {
        Server server = new Server("h", 5432, "u", "postgres", SslMode.PREFER, null);
        return new MigrationSpec(
                name,
                Mode.OFFLINE,
                option,
                SourceType.POSTGRESQL,
                server,
                server,
                List.of(new DatabaseSpec("d", target, TableFilter.ALL)),
                false,
                false,
                false,
                Verification.NONE,
                2,
                "s");
    }
}
