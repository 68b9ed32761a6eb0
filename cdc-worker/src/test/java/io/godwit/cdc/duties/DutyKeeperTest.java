package io.godwit.cdc.duties;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.CdcCommand.ReleaseSnapshot;
import io.godwit.common.migration.CdcCommand.StopApplying;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ApplyStopped;
import io.godwit.common.migration.MigrationEvent.FollowingStopped;
import io.godwit.common.migration.MigrationEvent.SnapshotLost;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.testing.TestBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Over a real broker.
class DutyKeeperTest {
    private final RecordingDuties duties = new RecordingDuties();
    private final List<MigrationEvent> facts = new CopyOnWriteArrayList<>();
    private TestBroker broker;
    private EventPublisher events;
    private Producer<String, byte[]> orchestrator;
    private LogFollower log;
    private DutyKeeper keeper;

    @BeforeEach
    void start() {
        broker = TestBroker.start();
        events = new EventPublisher(broker.clients(), Clock.systemUTC());
        orchestrator = broker.clients().producer();
        log =
                new LogFollower(
                        "log",
                        broker.clients(),
                        List.of(Topics.EVENTS),
                        entry ->
                                WireCodec.decode(entry.value(), MigrationEvent.class)
                                        .ifPresent(fact -> facts.add(fact.payload())));
        log.start();
        keeper = keeper(duties);
    }

    @AfterEach
    void stop() {
        keeper.close();
        log.close();
        orchestrator.close();
        events.close();
        broker.close();
    }

    private DutyKeeper keeper(DutyFactory factory) {
        DutyKeeper started = new DutyKeeper(broker.clients(), events, factory);
        started.start();
        return started;
    }

    private void command(CdcCommand command) throws Exception {
        Envelope<CdcCommand> envelope =
                new Envelope<>(
                        UUID.randomUUID().toString(),
                        null,
                        command.migration(),
                        Instant.EPOCH,
                        command);
        orchestrator
                .send(
                        new ProducerRecord<>(
                                Topics.CDC_COMMANDS,
                                command.migration(),
                                WireCodec.encode(envelope)))
                .get();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void awaitSaid(RecordingDuties by, String... expected) throws InterruptedException {
        await(() -> by.said().size() >= expected.length);
        assertThat(by.said()).containsExactly(expected);
    }

    private void awaitFacts(MigrationEvent... expected) throws InterruptedException {
        await(() -> facts.size() >= expected.length);
        assertThat(facts).containsExactly(expected);
    }

    @Test
    void aLaterEpochStartsOnlyWhenTheEarlierOneHasEnded() throws Exception {
        command(Commands.capture(1));
        awaitSaid(duties, "+capture 1");
        command(Commands.capture(2));
        awaitSaid(duties, "+capture 1", "-capture 1", "+capture 2");
    }

    @Test
    void stoppingApplyIsAnsweredOnceNothingIsAppliedAnyMore() throws Exception {
        command(Commands.capture(1));
        command(Commands.apply(1));
        await(() -> duties.said().size() == 2);
        command(new StopApplying(Commands.MIGRATION, Commands.DATABASE, 1, 1));
        awaitFacts(new ApplyStopped(Commands.DATABASE, 1, 1));
        assertThat(duties.said()).contains("-apply 1").doesNotContain("-capture 1");
    }

    @Test
    void stoppingWhatNeverRanIsAnsweredToo() throws Exception {
        command(Commands.hold(1));
        awaitSaid(duties, "+snapshot 1");
        command(new StopApplying(Commands.MIGRATION, Commands.DATABASE, 1, 3));
        command(Commands.stopFollowing());
        await(() -> facts.size() == 2);
        assertThat(facts)
                .containsExactlyInAnyOrder(
                        new ApplyStopped(Commands.DATABASE, 1, 3),
                        new FollowingStopped(Commands.DATABASE));
        assertThat(duties.said()).endsWith("forget " + Commands.FOLLOWING.topic());
    }

    @Test
    void theTopicGoesWhenNobodyWritesOrReadsItAnyMore() throws Exception {
        command(Commands.hold(1));
        command(Commands.capture(1));
        command(Commands.apply(1));
        await(() -> duties.said().size() == 3);
        command(Commands.stopFollowing());
        awaitFacts(new FollowingStopped(Commands.DATABASE));
        assertThat(duties.said())
                .hasSize(7)
                .contains("-capture 1", "-apply 1", "-snapshot 1")
                .endsWith("forget " + Commands.FOLLOWING.topic());
    }

    @Test
    void whoTakesAPartitionOverGoesOnWithWhatIsOpen() throws Exception {
        command(Commands.hold(1));
        command(new ReleaseSnapshot(Commands.MIGRATION, Commands.DATABASE, 1));
        command(Commands.capture(1));
        command(Commands.capture(2));
        command(Commands.apply(1));
        await(() -> duties.said().contains("+apply 1") && duties.said().contains("+capture 2"));
        keeper.close();
        assertThat(duties.said()).contains("-apply 1", "-capture 2");
        RecordingDuties next = new RecordingDuties();
        keeper = keeper(next);
        await(() -> next.said().size() == 2);
        assertThat(next.said()).containsExactlyInAnyOrder("+capture 2", "+apply 1");
        assertThat(facts).isEmpty();
    }

    @Test
    void aSnapshotThatDiedWithItsHolderIsReportedAndNotOpenedAnew() throws Exception {
        command(Commands.hold(1));
        await(() -> duties.said().size() == 1);
        events.publish(
                Commands.MIGRATION, null, new SnapshotOpened(Commands.DATABASE, 1, "s", null));
        keeper.close();
        RecordingDuties next = new RecordingDuties();
        keeper = keeper(next);
        await(() -> facts.size() == 2);
        assertThat(facts.getLast()).isInstanceOf(SnapshotLost.class);
        assertThat(next.said()).isEmpty();
    }

    @Test
    void anAnswerThatWasGivenIsNotGivenAgainAfterATakeover() throws Exception {
        command(Commands.capture(1));
        command(Commands.stopFollowing());
        awaitFacts(new FollowingStopped(Commands.DATABASE));
        keeper.close();
        RecordingDuties next = new RecordingDuties();
        keeper = keeper(next);
        command(Commands.capture(2));
        awaitSaid(next, "+capture 2");
        assertThat(facts).hasSize(1);
    }

    @Test
    void aDutyThatEndsSlowlyHoldsUpNobodyElse() throws Exception {
        duties.endingTakes(Duration.ofSeconds(3));
        command(Commands.capture(1));
        await(() -> duties.said().size() == 1);
        command(Commands.capture(2));
        command(Commands.apply(1));
        await(() -> duties.said().size() == 2);
        assertThat(duties.said()).containsExactly("+capture 1", "+apply 1");
    }
}
