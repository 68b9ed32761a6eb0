package io.godwit.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cdc.testing.ChangeTopic;
import io.godwit.cdc.testing.FollowedDatabase;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.testing.TestBroker;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From a real source to a real topic.
class CaptureDutyTest {
    private static TestBroker broker;
    private static EventPublisher events;
    private static TelemetryPublisher telemetry;
    private FollowedDatabase database;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
        events = new EventPublisher(broker.clients(), Clock.systemUTC());
        telemetry = new TelemetryPublisher(broker.clients());
    }

    @AfterAll
    static void stopBroker() {
        events.close();
        telemetry.close();
        broker.close();
    }

    @AfterEach
    void forget() {
        database.forget();
    }

    private static CaptureDuty duty(FollowedDatabase database, int epoch) {
        CaptureDuty duty =
                new CaptureDuty(
                        database.capture(epoch),
                        FollowedDatabase.CONNECTIONS,
                        broker.clients(),
                        new ChangeTopics(broker.clients(), (short) 1),
                        events,
                        telemetry,
                        Clock.systemUTC());
        duty.start();
        return duty;
    }

    private static ChangeTopic topic(FollowedDatabase database) {
        new ChangeTopics(broker.clients(), (short) 1).create(database.following().topic());
        return new ChangeTopic(broker.clients(), database.following().topic());
    }

    @Test
    void everythingThatCommitsArrivesInItsOrder() throws Exception {
        database = FollowedDatabase.create("capture_order", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            for (int i = 1; i <= 50; i++) {
                database.execute("INSERT INTO t VALUES (" + i + ")");
            }
            topic.untilChanges(50);
            assertThat(topic.changes())
                    .extracting(change -> change.values().getFirst())
                    .containsExactlyElementsOf(
                            java.util.stream.IntStream.rangeClosed(1, 50)
                                    .mapToObj(Integer::toString)
                                    .toList());
            assertThat(topic.changes()).allMatch(change -> change.at().ordinal() == 1);
            assertThat(topic.sessions()).isEqualTo(1);
        }
    }
}
