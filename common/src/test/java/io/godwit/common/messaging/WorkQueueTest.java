package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.BuildIndexes;
import io.godwit.common.migration.WorkerCommand.CopyCommand;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
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
                        queue(
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
            publish(kafka, new WorkRef("m", "build/0", 1, 1, "d", 1));

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
                        queue(
                                1,
                                (command, _) -> {
                                    performed.add(command.work().id());
                                    return new IndexesBuilt(command.work(), 0);
                                });
                var orchestrator = kafka.transactionalProducer("killed")) {
            queue.start();
            orchestrator.initTransactions();
            orchestrator.beginTransaction();
            orchestrator.send(command(new WorkRef("m", "build/uncommitted", 1, 1, "d", 1))).get();
            assertThat(performed.poll(5, TimeUnit.SECONDS)).isNull();

            orchestrator.abortTransaction();
            publish(kafka, new WorkRef("m", "build/committed", 1, 1, "d", 1));

            assertThat(performed.poll(30, TimeUnit.SECONDS)).isEqualTo("build/committed");
        }
    }

    private static WorkQueue<CopyCommand> queue(int slots, Performer<CopyCommand> performer) {
        return new WorkQueue<>(
                broker.clients(),
                Topics.COPY_COMMANDS,
                WorkQueue.COPY_WORKERS,
                CopyCommand.class,
                slots,
                performer,
                broker.properties(),
                Clock.systemUTC());
    }

    private static void publish(KafkaClients kafka, WorkRef work) throws Exception {
        try (var producer = kafka.producer()) {
            producer.send(command(work)).get();
        }
    }

    private static ProducerRecord<String, byte[]> command(WorkRef work) {
        Endpoints endpoints = TestPostgres.endpoints();
        var command = new BuildIndexes(work, endpoints, "d", "s", 0, List.of(), List.of(), false);
        var envelope =
                new Envelope<>(UUID.randomUUID().toString(), null, "m", Instant.now(), command);
        return new ProducerRecord<>(Topics.COPY_COMMANDS, "m", WireCodec.encode(envelope));
    }
}
