package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class GivenUpAttemptTest {
    @Test
    void anAttemptThatWasGivenUpLearnsOfItBeforeItGoesOn() throws Exception {
        WorkRef attempt = new WorkRef("m", "build/given-up", 1, 1, "d", 1);
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        CountDownLatch givenUp = new CountDownLatch(1);
        try (var broker = TestBroker.start();
                var queue =
                        queue(
                                broker,
                                (command, context) -> {
                                    context.confirmWanted();
                                    steps.add(command.work().id() + " confirmed");
                                    givenUp.await();
                                    context.confirmWanted();
                                    steps.add(command.work().id() + " went on");
                                    return new IndexesBuilt(command.work(), 0);
                                });
                var events = new EventPublisher(broker.clients(), Clock.systemUTC())) {
            queue.start();
            publish(broker, attempt);
            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("build/given-up confirmed");

            events.publish(
                    "m", null, new WorkFailed(attempt, Failure.of(FailureCode.WORKER_LOST, "")));
            givenUp.countDown();
            publish(broker, attempt);
            publish(broker, new WorkRef("m", "build/next", 1, 1, "d", 1));

            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("build/next confirmed");
            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("build/next went on");
        }
    }

    private static WorkQueue<CopyCommand> queue(
            TestBroker broker, Performer<CopyCommand> performer) {
        return new WorkQueue<>(
                broker.clients(),
                Topics.COPY_COMMANDS,
                WorkQueue.COPY_WORKERS,
                CopyCommand.class,
                1,
                performer,
                broker.properties(),
                Clock.systemUTC());
    }

    private static void publish(TestBroker broker, WorkRef work) throws Exception {
        Endpoints endpoints = TestPostgres.endpoints();
        var command = new BuildIndexes(work, endpoints, "d", "s", 0, List.of(), List.of(), false);
        var envelope =
                new Envelope<>(UUID.randomUUID().toString(), null, "m", Instant.now(), command);
        try (var producer = broker.clients().producer()) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.COPY_COMMANDS, "m", WireCodec.encode(envelope)))
                    .get();
        }
    }
}
