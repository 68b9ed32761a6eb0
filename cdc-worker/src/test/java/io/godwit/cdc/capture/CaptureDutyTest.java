package io.godwit.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cdc.changes.Position;
import io.godwit.cdc.testing.ChangeTopic;
import io.godwit.cdc.testing.FollowedDatabase;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.replication.LogSequenceNumber;

/// From a real source to a real topic.
class CaptureDutyTest {
    private static TestBroker broker;
    private static EventPublisher events;
    private static TelemetryPublisher telemetry;
    private final BlockingQueue<StreamStopped> stops = new LinkedBlockingQueue<>();
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
                            IntStream.rangeClosed(1, 50).mapToObj(Integer::toString).toList());
            assertThat(topic.changes()).allMatch(change -> change.at().ordinal() == 1);
            assertThat(topic.sessions()).isEqualTo(1);
        }
    }

    @Test
    void valuesOfManyMegabytesArriveWhole() throws Exception {
        database =
                FollowedDatabase.create(
                        "capture_large", "CREATE TABLE t (id int PRIMARY KEY, v text)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            database.execute(
                    """
                    INSERT INTO t VALUES (1, 'small'), (2, repeat('äbc', 5000000)),
                        (3, repeat('x', 600000)), (4, 'small')
                    """);
            topic.untilChanges(4);
            List<String> lengths =
                    topic.changes().stream()
                            .map(change -> String.valueOf(change.values().get(1)))
                            .map(value -> value.length() + value.substring(0, 1))
                            .toList();
            assertThat(lengths).containsExactly("5s", "15000000ä", "600000x", "5s");
            assertThat(topic.chunks())
                    .allMatch(chunk -> chunk.messages().length <= ChunkLimits.DEFAULT.largest());
            assertThat(topic.chunks()).anyMatch(chunk -> chunk.pieces() > 30);
        }
    }

    @Test
    void aTransactionOfManyRowsTravelsInBoundedChunks() throws Exception {
        database = FollowedDatabase.create("capture_rows", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            database.execute("INSERT INTO t SELECT generate_series(1, 300000)");
            topic.untilChanges(300_000);
            assertThat(topic.changes().getLast().at().ordinal()).isEqualTo(300_000);
            assertThat(topic.chunks().size()).isGreaterThan(20);
            assertThat(topic.chunks())
                    .allMatch(chunk -> chunk.messages().length <= ChunkLimits.DEFAULT.largest());
            assertThat(topic.sessions()).isEqualTo(1);
        }
    }

    @Test
    void hostileNamesAreOrdinaryNames() throws Exception {
        database =
                FollowedDatabase.create(
                        "capture \"'; -- \\ Ü\n",
                        "CREATE TABLE \"T '\n\\ \"\" ü\" (\"c'\"\"\\\" text)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            database.execute("INSERT INTO \"T '\n\\ \"\" ü\" VALUES ('v')");
            topic.untilChanges(1);
            assertThat(topic.changes().getFirst().table()).isEqualTo("T '\n\\ \" ü");
        }
    }

    @Test
    void theTextOfValuesDoesNotDependOnTheDatabasesSettings() throws Exception {
        database =
                FollowedDatabase.create(
                        "capture_text",
                        "ALTER DATABASE capture_text SET intervalstyle = 'iso_8601'",
                        "ALTER DATABASE capture_text SET datestyle = 'german'",
                        "ALTER DATABASE capture_text SET bytea_output = 'escape'",
                        "ALTER DATABASE capture_text SET extra_float_digits = -5",
                        "CREATE TABLE t (i interval, d date, b bytea, f float8, t timestamptz)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            database.execute(
                    """
                    INSERT INTO t VALUES ('1 mon -3 days', '0044-03-15 BC', '\\x00ff', 0.1::float8 + 0.2,
                        '1883-01-01 00:00:00+00')
                    """);
            topic.untilChanges(1);
            assertThat(topic.changes().getFirst().values())
                    .containsExactly(
                            "1 mon -3 days",
                            "0044-03-15 BC",
                            "\\x00ff",
                            "0.30000000000000004",
                            "1883-01-01 00:00:00+00");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 42})
    void killedAtAnyMomentItLeavesNoGap(long seed) throws Exception {
        database = FollowedDatabase.create("capture_kill", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        SplittableRandom random = new SplittableRandom(seed);
        Thread writer = Thread.ofPlatform().start(this::writeTransactions);
        int epoch = 1;
        CaptureDuty duty = duty(database, epoch);
        try (ChangeTopic topic = topic(database)) {
            while (writer.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(100, 900));
                if (random.nextBoolean()) {
                    endReader();
                } else {
                    duty.close();
                    duty = duty(database, ++epoch);
                }
            }
            topic.until(read -> read.messages().contains("end"));
            assertThat(topic.sessions()).as("seed " + seed).isGreaterThan(2);
            assertThat(topic.changes())
                    .as("seed " + seed)
                    .extracting(change -> Integer.valueOf(change.values().getFirst()))
                    .doesNotHaveDuplicates()
                    .hasSize(Integer.parseInt(database.value("SELECT count(*) FROM t")));
        } finally {
            writer.join();
            duty.close();
        }
    }

    private void writeTransactions() {
        for (int i = 0; i < 150; i++) {
            database.execute(
                    "INSERT INTO t SELECT generate_series(%d, %d)"
                            .formatted(i * 10_000, i * 10_000 + (i % 10 == 0 ? 9_999 : 20)));
        }
        database.execute("SELECT pg_logical_emit_message(true, 'godwit', 'end')");
    }

    private void endReader() {
        TestPostgres.source()
                .column(
                        "postgres",
                        """
                        SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots
                        WHERE slot_name = '%s' AND active
                        """
                                .formatted(database.following().slot()));
    }

    @Test
    void anIdleDatabaseHoldsNoWal() throws Exception {
        database = FollowedDatabase.create("capture_idle", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        TestPostgres.source().recreate("capture_busy");
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            TestPostgres.source()
                    .execute(
                            "capture_busy",
                            "CREATE TABLE busy AS SELECT generate_series(1, 200000) id");
            String busy = TestPostgres.source().value("postgres", "SELECT pg_current_wal_lsn()");
            awaitSlot("confirmed_flush_lsn >= '" + busy + "'");
            topic.until(read -> !read.chunks().isEmpty());
            assertThat(topic.chunks())
                    .allMatch(chunk -> chunk.messages().length == 0 && chunk.end().isBorder());
            TestPostgres.source().execute("postgres", "CHECKPOINT");
            awaitSlot("restart_lsn >= '" + busy + "'");
        }
    }

    private void awaitSlot(String condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        String query =
                "SELECT %s FROM pg_replication_slots WHERE slot_name = '%s'"
                        .formatted(condition, database.following().slot());
        while (!TestPostgres.source().value("postgres", query).equals("t")) {
            assertThat(System.nanoTime()).as(condition).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void theSlotHearsOnlyWhatTheTopicHas() throws Exception {
        database = FollowedDatabase.create("capture_slot", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            database.execute("INSERT INTO t SELECT generate_series(1, 20000)");
            String after = TestPostgres.source().value("postgres", "SELECT pg_current_wal_lsn()");
            awaitSlot("confirmed_flush_lsn >= '" + after + "'");
            topic.untilChanges(20_000);
            String confirmed =
                    TestPostgres.source()
                            .value(
                                    "postgres",
                                    "SELECT confirmed_flush_lsn FROM pg_replication_slots"
                                            + " WHERE slot_name = '"
                                            + database.following().slot()
                                            + "'");
            Position end = topic.chunks().getLast().end();
            assertThat(end.reaches(Position.border(LogSequenceNumber.valueOf(confirmed).asLong())))
                    .isTrue();
        }
    }

    @Test
    void aLostSlotStopsTheStreamAndIsNotMadeAgain() throws Exception {
        database = FollowedDatabase.create("capture_lost", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                LogFollower log = follow()) {
            awaitSlot("active");
            database.forget();
            StreamStopped stopped = awaitStopped();
            assertThat(stopped.work()).isEqualTo(database.capture(1).work());
            assertThat(stopped.failure().code()).isEqualTo(FailureCode.SLOT_LOST);
            assertThat(log.isAlive()).isTrue();
            assertThat(
                            TestPostgres.source()
                                    .value(
                                            "postgres",
                                            "SELECT count(*) FROM pg_replication_slots"
                                                    + " WHERE slot_name = '"
                                                    + database.following().slot()
                                                    + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aSlotThatTheServerInvalidatedStopsTheStream() throws Exception {
        database = FollowedDatabase.create("capture_inval", "CREATE TABLE t (id int, v text)");
        database.follow().connection().close();
        TestPostgres.source()
                .execute(
                        "postgres",
                        "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'",
                        "SELECT pg_reload_conf()");
        try {
            for (int i = 0; i < 3; i++) {
                database.execute(
                        "INSERT INTO t SELECT n, repeat('x', 500) FROM generate_series(1, 40000) n",
                        "SELECT pg_switch_wal()",
                        "CHECKPOINT");
            }
            awaitSlot("wal_status = 'lost'");
            try (CaptureDuty _ = duty(database, 1);
                    LogFollower _ = follow()) {
                assertThat(awaitStopped().failure().code()).isEqualTo(FailureCode.SLOT_LOST);
            }
        } finally {
            TestPostgres.source()
                    .execute(
                            "postgres",
                            "ALTER SYSTEM RESET max_slot_wal_keep_size",
                            "SELECT pg_reload_conf()");
        }
    }

    @Test
    void aDroppedPublicationStopsTheStream() throws Exception {
        database = FollowedDatabase.create("capture_pub", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                LogFollower _ = follow()) {
            awaitSlot("active");
            database.execute(
                    "DROP PUBLICATION " + database.following().publication(),
                    "INSERT INTO t VALUES (1)");
            assertThat(awaitStopped().failure().code()).isEqualTo(FailureCode.SLOT_LOST);
        }
    }

    private LogFollower follow() {
        return new LogFollower(
                        "log",
                        broker.clients(),
                        List.of(Topics.EVENTS),
                        entry ->
                                WireCodec.decode(entry.value(), MigrationEvent.class)
                                        .ifPresent(this::heard))
                .start();
    }

    private void heard(Envelope<MigrationEvent> fact) {
        if (fact.payload() instanceof StreamStopped stopped
                && database.name().equals(stopped.work().database())) {
            stops.add(stopped);
        }
    }

    private StreamStopped awaitStopped() throws InterruptedException {
        StreamStopped stopped = stops.poll(40, TimeUnit.SECONDS);
        assertThat(stopped).isNotNull();
        return stopped;
    }

    @Test
    void aCrashOfTheSourceIsSurvived() throws Exception {
        database = FollowedDatabase.create("capture_crash", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        try (CaptureDuty _ = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            database.execute("INSERT INTO t VALUES (1)");
            topic.untilChanges(1);
            // A backend that is killed takes all others with it; the server recovers from its WAL.
            crash();
            insertOnceUp();
            topic.untilChanges(2);
            assertThat(topic.changes())
                    .extracting(change -> change.values().getFirst())
                    .containsExactly("1", "2");
        }
    }

    private void crash() throws Exception {
        try (Connection victim = TestPostgres.source().connect("postgres");
                Statement statement = victim.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
        }
    }

    @Test
    void aFenceThatEndsAllOrdinarySessionsDoesNotInterruptCapture() throws Exception {
        database = FollowedDatabase.create("capture_fence", "CREATE TABLE t (id int PRIMARY KEY)");
        database.follow().connection().close();
        try (CaptureDuty duty = duty(database, 1);
                ChangeTopic topic = topic(database)) {
            awaitSlot("active");
            for (int i = 1; i <= 4; i++) {
                TestPostgres.source()
                        .column(
                                "postgres",
                                """
                                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                WHERE datname = 'capture_fence' AND backend_type <> 'walsender'
                                """);
                TimeUnit.MILLISECONDS.sleep(700);
                database.execute("INSERT INTO t VALUES (" + i + ")");
            }
            topic.untilChanges(4);
            assertThat(topic.sessions()).isEqualTo(1);
            assertThat(duty.captured()).isPositive();
        }
    }

    private void insertOnceUp() throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                database.execute("INSERT INTO t VALUES (2)");
                return;
            } catch (IllegalStateException e) {
                assertThat(attempt).as(e.toString()).isLessThan(100);
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    @Test
    void aSourceThatWaitsForASlowTopicIsAnsweredMeanwhile() throws Exception {
        database = FollowedDatabase.create("capture_slow", "CREATE TABLE t (id int PRIMARY KEY)");
        database.execute("ALTER DATABASE capture_slow SET wal_sender_timeout = '5s'");
        database.follow().connection().close();
        database.execute("INSERT INTO t SELECT generate_series(1, 300000)");
        try (SourceWatch watch =
                SourceWatch.open(
                        FollowedDatabase.CONNECTIONS,
                        TestPostgres.endpoints(),
                        database.name(),
                        database.following())) {
            CaptureSession session =
                    new CaptureSession(
                            database.following(),
                            watch.serverVersion(),
                            watch.slot().confirmed(),
                            () ->
                                    CaptureDuty.replicationConnection(
                                            FollowedDatabase.CONNECTIONS, database.capture(1)),
                            ChunkLimits.DEFAULT,
                            Clock.systemUTC());
            SlotReader reader = new SlotReader(session);
            Thread thread = Thread.ofPlatform().start(reader);
            // Nobody takes anything for several times the server's patience.
            TimeUnit.SECONDS.sleep(16);
            assertThat(session.failure()).isNull();
            int changes = 0;
            while (changes < 300_000 && session.failure() == null) {
                for (CapturedChunk captured : session.take(Duration.ofSeconds(5))) {
                    changes += captured.chunk().changes();
                }
            }
            assertThat(session.failure()).isNull();
            reader.abort();
            thread.join();
        }
    }
}
