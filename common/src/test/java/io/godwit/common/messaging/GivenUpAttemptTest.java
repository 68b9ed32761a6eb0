package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CutoverGivenUp;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.testing.TestBroker;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GivenUpAttemptTest {
    @Test
    void anAttemptThatWasGivenUpLearnsOfItBeforeItGoesOn() throws Exception {
        WorkRef attempt = new WorkRef("m", "build/given-up", 1, 1, "d", 1);
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        CountDownLatch givenUp = new CountDownLatch(1);
        try (var broker = TestBroker.start();
                var queue =
                        TestQueue.of(
                                broker,
                                1,
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
            TestQueue.publish(broker.clients(), attempt);
            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("build/given-up confirmed");

            events.publish(
                    "m", null, new WorkFailed(attempt, Failure.of(FailureCode.WORKER_LOST, "")));
            givenUp.countDown();
            TestQueue.publish(broker.clients(), attempt);
            TestQueue.publish(broker.clients(), new WorkRef("m", "build/next", 1, 1, "d", 1));

            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("build/next confirmed");
            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("build/next went on");
        }
    }

    @Test
    void theProofForACutoverThatWasGivenUpEnds() throws Exception {
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        try (var broker = TestBroker.start();
                var queue =
                        TestQueue.of(
                                broker,
                                1,
                                (command, context) -> {
                                    steps.add(command.work().id());
                                    while (WorkIds.cutoverOf(command.work().id()) == 1) {
                                        context.checkStopping();
                                        TimeUnit.MILLISECONDS.sleep(5);
                                    }
                                    return new IndexesBuilt(command.work(), 0);
                                });
                var events = new EventPublisher(broker.clients(), Clock.systemUTC())) {
            queue.start();
            TestQueue.publish(broker.clients(), proof(1));
            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("cutover/0/1/drift");

            events.publish(
                    "m",
                    null,
                    new CutoverGivenUp("d", 1, Failure.of(FailureCode.CUTOVER_TIMEOUT, "")));
            TestQueue.publish(broker.clients(), proof(2));

            assertThat(steps.poll(30, TimeUnit.SECONDS)).isEqualTo("cutover/0/2/drift");
        }
    }

    private static WorkRef proof(int cutover) {
        return new WorkRef("m", WorkIds.checkDrift(0, cutover), 1, 1, "d", 1);
    }
}
