package io.godwit.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cdc.following.OpenedSnapshot;
import io.godwit.cdc.testing.ChangeTopic;
import io.godwit.cdc.testing.FollowedDatabase;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.migration.MigrationEvent.FollowingStarted;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a snapshot sees and what the stream brings of other transactions is everything, once.
class SnapshotBoundaryTest {
    private static final int WRITERS = 6;

    private static TestBroker broker;
    private static EventPublisher events;
    private static TelemetryPublisher telemetry;
    private final AtomicInteger ids = new AtomicInteger();
    private volatile boolean writing = true;

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

    @ParameterizedTest
    @ValueSource(longs = {1, 20261121, 3141592653L})
    void snapshotAndStreamMeetWithoutGapOrOverlap(long seed) throws Exception {
        FollowedDatabase database =
                FollowedDatabase.create("boundary", "CREATE TABLE t (id int PRIMARY KEY)");
        List<Thread> writers = startWriters(database, new SplittableRandom(seed));
        TimeUnit.MILLISECONDS.sleep(300);
        OpenedSnapshot first = database.follow();
        ChangeTopics topics = new ChangeTopics(broker.clients(), (short) 1);
        CaptureDuty duty =
                new CaptureDuty(
                        database.capture(1),
                        FollowedDatabase.CONNECTIONS,
                        broker.clients(),
                        topics,
                        events,
                        telemetry,
                        Clock.systemUTC());
        duty.start();
        TimeUnit.MILLISECONDS.sleep(500);
        long horizon = ((FollowingStarted) database.facts().getLast()).horizon();
        OpenedSnapshot second = database.start(horizon).open();
        TimeUnit.MILLISECONDS.sleep(300);
        writing = false;
        for (Thread writer : writers) {
            writer.join();
        }
        database.execute("SELECT pg_logical_emit_message(true, 'godwit', 'end')");
        topics.create(database.following().topic());
        try (ChangeTopic topic = new ChangeTopic(broker.clients(), database.following().topic())) {
            topic.until(read -> read.messages().contains("end"));
            Set<Integer> all = rows(TestPostgres.source().connect(database.name()));
            assertThat(all).as("seed " + seed).hasSizeGreaterThan(100);
            for (OpenedSnapshot snapshot : List.of(first, second)) {
                List<Integer> together = streamed(topic, snapshot.visible());
                assertThat(together).as("streamed, seed " + seed).isNotEmpty();
                Set<Integer> copied = rows(snapshot.connection());
                assertThat(copied).as("copied, seed " + seed).isNotEmpty();
                together.addAll(copied);
                assertThat(together)
                        .as("seed " + seed)
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(all);
            }
        } finally {
            duty.close();
            first.connection().close();
            second.connection().close();
            database.forget();
        }
    }

    private List<Thread> startWriters(FollowedDatabase database, SplittableRandom seeds) {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            SplittableRandom random = seeds.split();
            writers.add(Thread.ofPlatform().start(() -> write(database, random)));
        }
        return writers;
    }

    private void write(FollowedDatabase database, SplittableRandom random) {
        try (Connection connection = TestPostgres.source().connect(database.name());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (writing) {
                transaction(connection, statement, random);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void transaction(Connection connection, Statement statement, SplittableRandom random)
            throws SQLException, InterruptedException {
        int rows = random.nextInt(1, 6);
        for (int i = 0; i < rows; i++) {
            Savepoint savepoint = random.nextInt(4) == 0 ? connection.setSavepoint() : null;
            statement.execute("INSERT INTO t VALUES (" + ids.incrementAndGet() + ")");
            if (savepoint != null && random.nextBoolean()) {
                connection.rollback(savepoint);
            }
            if (random.nextInt(10) == 0) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(60));
            }
        }
        if (random.nextInt(10) == 0) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    private static Set<Integer> rows(Connection connection) throws SQLException {
        Set<Integer> rows = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM public.t")) {
            while (row.next()) {
                rows.add(row.getInt(1));
            }
        }
        return rows;
    }

    /// Of transactions that the snapshot does not see. The test's ids fit in 32 bits.
    private static List<Integer> streamed(ChangeTopic topic, String visible) {
        String[] parts = visible.split(":", -1);
        long xmin = Long.parseLong(parts[0]);
        long xmax = Long.parseLong(parts[1]);
        Set<Long> running =
                Arrays.stream(parts[2].split(","))
                        .filter(text -> !text.isEmpty())
                        .map(Long::valueOf)
                        .collect(Collectors.toSet());
        return topic.changes().stream()
                .filter(change ->
                        change.xid() >= xmax
                                || (change.xid() >= xmin && running.contains(change.xid())))
                .map(change -> Integer.valueOf(String.valueOf(change.values().getFirst())))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
