package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
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
}
