package io.godwit.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cdc.following.OpenedSnapshot;
import io.godwit.cdc.testing.ChangeTopic;
import io.godwit.cdc.testing.FollowedDatabase;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The oldest sources that can be followed, and the newest.
class SourceVersionsTest {
    private static final int FAILOVER = 17;
    private static TestBroker broker;
    private static EventPublisher events;
    private static TelemetryPublisher telemetry;

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

    private static ChangeTopic topic(FollowedDatabase database) {
        new ChangeTopics(broker.clients(), (short) 1).create(database.following().topic());
        return new ChangeTopic(broker.clients(), database.following().topic());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 13, 17, 18})
    void whatIsWrittenBehindTheSnapshotArrivesInItsOrderFromEveryVersion(int version)
            throws Exception {
        try (OwnPostgres own = OwnPostgres.ofVersion("" + version)) {
            TestPostgres source = own.server();
            String name = "followed_" + version;
            source.execute("postgres", "CREATE DATABASE " + name);
            FollowedDatabase database =
                    FollowedDatabase.of(
                            source,
                            name,
                            "CREATE TABLE t (id int PRIMARY KEY, body text)",
                            "INSERT INTO t VALUES (0, 'copied')");
            OpenedSnapshot snapshot = database.follow();
            snapshot.connection().close();
            assertThat(snapshot.visible()).matches("\\d+:\\d+:[\\d,]*");
            for (int id = 1; id <= 20; id++) {
                database.execute("INSERT INTO t VALUES (" + id + ", repeat('ß', 3000))");
            }

            try (CaptureDuty capture =
                            new CaptureDuty(
                                    database.capture(1),
                                    FollowedDatabase.CONNECTIONS,
                                    broker.clients(),
                                    new ChangeTopics(broker.clients(), (short) 1),
                                    events,
                                    telemetry,
                                    Clock.systemUTC());
                    ChangeTopic topic = topic(database)) {
                capture.start();
                topic.untilChanges(20);

                assertThat(topic.changes())
                        .extracting(change -> change.values().getFirst())
                        .isEqualTo(
                                IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
            }
            if (version >= FAILOVER) {
                assertThat(source.column("postgres", "SELECT failover FROM pg_replication_slots"))
                        .as("a standby that takes over has it")
                        .isEqualTo(List.of("t"));
            }
        }
    }
}
