package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.testing.TestBroker;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private static TestBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void workThatOutlastsItsLockRunsOnceAndIsAnsweredOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        BlockingQueue<MigrationEvent> answers = new LinkedBlockingQueue<>();
        KafkaClients kafka = broker.clients();
        try (var queue =
                        TestQueue.of(
                                broker,
                                2,
                                (command, _) -> {
                                    runs.incrementAndGet();
                                    TimeUnit.SECONDS.sleep(20);
                                    return new IndexesBuilt(command.work(), 0);
                                });
                var log =
                        new LogFollower(
                                "test",
                                kafka,
                                List.of(Topics.EVENTS),
                                entry ->
                                        WireCodec.decode(entry.value(), MigrationEvent.class)
                                                .ifPresent(e -> answers.add(e.payload())))) {
            queue.start();
            log.start();
            TestQueue.publish(kafka, new WorkRef("m", "build/0", 1, 1, "d", 1));

            MigrationEvent answer = answers.poll(60, TimeUnit.SECONDS);
            assertThat(answer).isInstanceOf(IndexesBuilt.class);
            assertThat(answers.poll(3, TimeUnit.SECONDS)).isNull();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void aCommandThatWasNeverCommittedReachesNobody() throws Exception {
        BlockingQueue<String> performed = new LinkedBlockingQueue<>();
        KafkaClients kafka = broker.clients();
        try (var queue =
                        TestQueue.of(
                                broker,
                                1,
                                (command, _) -> {
                                    performed.add(command.work().id());
                                    return new IndexesBuilt(command.work(), 0);
                                });
                var orchestrator = kafka.transactionalProducer("killed")) {
            queue.start();
            orchestrator.initTransactions();
            orchestrator.beginTransaction();
            orchestrator
                    .send(TestQueue.command(new WorkRef("m", "build/uncommitted", 1, 1, "d", 1)))
                    .get();
            assertThat(performed.poll(5, TimeUnit.SECONDS)).isNull();

            orchestrator.abortTransaction();
            TestQueue.publish(kafka, new WorkRef("m", "build/committed", 1, 1, "d", 1));

            assertThat(performed.poll(30, TimeUnit.SECONDS)).isEqualTo("build/committed");
        }
    }
}
