package io.godwit.gateway;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.CutoverRequested;
import io.godwit.common.migration.MigrationEvent.DeleteRequested;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.PauseRequested;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationEvent.ResumeRequested;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationRequest.CancelMigration;
import io.godwit.common.migration.MigrationRequest.CompareMigration;
import io.godwit.common.migration.MigrationRequest.CreateMigration;
import io.godwit.common.migration.MigrationRequest.CutoverMigration;
import io.godwit.common.migration.MigrationRequest.DeleteMigration;
import io.godwit.common.migration.MigrationRequest.PauseMigration;
import io.godwit.common.migration.MigrationRequest.ResumeMigration;
import io.godwit.common.migration.MigrationRequest.RetryMigration;
import io.godwit.common.migration.MigrationRequest.RevalidateMigration;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Answers requests as the orchestrator does, and says whatever facts a test wants said.
final class FakeOrchestrator implements AutoCloseable {
    static final String SILENT = "never-answered";

    private final EventPublisher events;
    private final LogFollower requests;
    private final Set<String> names = new HashSet<>();
    final AtomicInteger creations = new AtomicInteger();

    FakeOrchestrator(KafkaClients kafka) {
        events = new EventPublisher(kafka, Clock.systemUTC());
        requests =
                new LogFollower("fake-orchestrator", kafka, List.of(Topics.REQUESTS), this::on)
                        .start();
        requests.awaitCaughtUp(Duration.ofSeconds(30));
    }

    void say(String migration, MigrationEvent... facts) {
        for (MigrationEvent fact : facts) {
            events.publish(migration, null, fact);
        }
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), MigrationRequest.class).ifPresent(this::answer);
    }

    private void answer(Envelope<MigrationRequest> request) {
        String name = request.payload().migration();
        if (!name.equals(SILENT)) {
            events.publish(name, request.id(), decide(request.payload()));
            if (request.payload() instanceof DeleteMigration) {
                names.remove(name);
                events.publish(name, request.id(), new MigrationDeleted());
            }
        }
    }

    private MigrationEvent decide(MigrationRequest request) {
        return switch (request) {
            case CreateMigration create -> create(create);
            case CancelMigration cancel -> new CancelRequested(cancel.keepTarget(), 1);
            case RetryMigration _ -> new RetryRequested(2);
            case RevalidateMigration again -> new RetryRequested(2, !again.allRules());
            case DeleteMigration _ -> new DeleteRequested(1);
            case CutoverMigration cutover ->
                    new CutoverRequested(List.of(), 1, cutover.fence(), cutover.timeoutMillis());
            case PauseMigration _ -> new PauseRequested();
            case ResumeMigration _ -> new ResumeRequested();
            case CompareMigration compare ->
                    new ComparisonRequested(
                            1,
                            compare.level(),
                            compare.tables(),
                            compare.parallelism(),
                            compare.rowsPerSecond(),
                            compare.secretId());
        };
    }

    private MigrationEvent create(CreateMigration create) {
        creations.incrementAndGet();
        return names.add(create.migration())
                ? new MigrationCreated(create.spec())
                : new RequestRefused(
                        FailureCode.MIGRATION_EXISTS, create.migration() + " exists already.");
    }

    @Override
    public void close() {
        requests.close();
        events.close();
    }
}
