package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cdc.testing.AppliedDatabase;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions that change several odd tables at random at the same time, while appliers come and go,
/// some of them zombies. In the end both sides are equal and every change was counted once.
class RandomHistoryTest {
    private static final int SESSIONS = 3;
    private static final int TRANSACTIONS = 120;

    private static final String[] SETUP = {
        "CREATE TABLE journal (name text, what text)",
        """
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO public.journal VALUES (TG_TABLE_NAME, TG_OP);
            RETURN NULL;
        END $$
        """,
        "CREATE TABLE plain (id int PRIMARY KEY, v text, n numeric)",
        "CREATE TABLE wide (a int, b text, big text, small text, PRIMARY KEY (b, a))",
        "ALTER TABLE wide ALTER big SET STORAGE EXTERNAL",
        "CREATE TABLE swap (id int PRIMARY KEY, u int UNIQUE DEFERRABLE)",
        "CREATE TABLE strict (id int PRIMARY KEY, u int UNIQUE)",
        "CREATE TABLE \"no key\" (a int, b text)",
        "ALTER TABLE \"no key\" REPLICA IDENTITY FULL",
        "CREATE TABLE part (id int, r int, v int, PRIMARY KEY (id, r)) PARTITION BY HASH (r)",
        "CREATE TABLE part_0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE part_1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
        "INSERT INTO plain SELECT i, 'v' || i, i FROM generate_series(1, 60) i",
        "INSERT INTO wide SELECT i % 7, 'k' || i, repeat(md5(i::text), 100), 's' FROM generate_series(1, 60) i",
        "INSERT INTO swap SELECT i, i FROM generate_series(1, 60) i",
        "INSERT INTO strict SELECT i, i FROM generate_series(1, 60) i",
        "INSERT INTO \"no key\" SELECT i % 9, 'b' || i % 4 FROM generate_series(1, 60) i",
        "INSERT INTO part SELECT i, i % 5, i FROM generate_series(1, 60) i",
        noting("plain"),
        noting("wide"),
        noting("swap"),
        noting("strict"),
        noting("\"no key\""),
        noting("part"),
    };

    private static String noting(String table) {
        return "CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION note()"
                .formatted(table);
    }

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bothSidesAreEqualInTheEnd(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (AppliedDatabase database =
                AppliedDatabase.create(broker, "history_" + seed, SETUP)
                        .with(
                                Settings.withBatch(
                                        random.nextInt(3, 60), random.nextBoolean() ? 0 : 4))) {
            List<Thread> sessions = new ArrayList<>();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            for (int i = 0; i < SESSIONS; i++) {
                SplittableRandom own = random.split();
                sessions.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        live(database.source().name(), own);
                                    } catch (SQLException | RuntimeException e) {
                                        failure.set(e);
                                    }
                                }));
            }
            comeAndGo(database, random, sessions);
            assertThat(failure.get()).as("seed %d", seed).isNull();
            database.drain();
            assertThat(database.differences()).as("seed %d", seed).isEmpty();
            assertThat(counted(database)).as("seed %d", seed).isEqualTo(written(database));
        }
    }

    private static void comeAndGo(
            AppliedDatabase database, SplittableRandom random, List<Thread> sessions)
            throws Exception {
        List<ApplyDuty> appliers = new ArrayList<>();
        while (sessions.stream().anyMatch(Thread::isAlive)) {
            ApplyDuty next = database.newApply();
            next.start();
            appliers.add(next);
            Thread.sleep(random.nextInt(20, 400));
            if (random.nextInt(3) > 0) {
                appliers.removeFirst().close();
            }
            if (random.nextInt(6) == 0) {
                database.stopCapture();
                database.startCapture();
            }
        }
        for (Thread session : sessions) {
            session.join();
        }
        database.startApply();
        // Zombies that outlived their epoch are still there.
        database.drain();
        appliers.forEach(ApplyDuty::close);
    }

    /// Triggers on the source have noted each row that they saw; what was rolled back is not there.
    private static String written(AppliedDatabase database) {
        return database.source()
                .value(
                        """
                        SELECT coalesce(string_agg(line, ', ' ORDER BY line), '') FROM (
                            SELECT format('%s %s %s %s', name, count(*) FILTER (WHERE what = 'INSERT'),
                                count(*) FILTER (WHERE what = 'UPDATE'),
                                count(*) FILTER (WHERE what = 'DELETE')) AS line
                            FROM journal GROUP BY name) AS lines
                        """);
    }

    private static String counted(AppliedDatabase database) {
        return database.target(
                """
                SELECT coalesce(string_agg(
                    format('%s %s %s %s', name, inserts, updates, deletes), ', '
                    ORDER BY format('%s %s %s %s', name, inserts, updates, deletes)), '')
                FROM _godwit.applied WHERE name <> 'journal'
                """);
    }

    private static void live(String database, SplittableRandom random) throws SQLException {
        try (Connection connection = TestPostgres.source().connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < TRANSACTIONS; i++) {
                try {
                    transaction(statement, random);
                    if (random.nextInt(10) == 0) {
                        connection.rollback();
                    } else {
                        connection.commit();
                    }
                } catch (SQLException e) {
                    if (!e.getSQLState().startsWith("23") && !e.getSQLState().startsWith("40")) {
                        throw e;
                    }
                    connection.rollback();
                }
            }
        }
    }

    private static void transaction(Statement statement, SplittableRandom random)
            throws SQLException {
        if (random.nextInt(4) == 0) {
            statement.execute("SET CONSTRAINTS ALL DEFERRED");
        }
        int changes = random.nextInt(1, random.nextInt(10) == 0 ? 60 : 6);
        for (int i = 0; i < changes; i++) {
            boolean savepoint = random.nextInt(4) == 0;
            if (savepoint) {
                statement.execute("SAVEPOINT s");
            }
            try {
                statement.execute(change(random));
                if (savepoint && random.nextBoolean()) {
                    statement.execute("ROLLBACK TO s");
                }
            } catch (SQLException e) {
                if (!savepoint) {
                    throw e;
                }
                statement.execute("ROLLBACK TO s");
            }
        }
    }

    private static String change(SplittableRandom random) {
        int id = random.nextInt(1, 80);
        int other = random.nextInt(1, 80);
        return switch (random.nextInt(24)) {
            case 0, 1 -> "INSERT INTO plain VALUES (%d, 'new', 1.%d0)".formatted(id, other);
            case 2, 3 ->
                    "UPDATE plain SET v = v || '\t%d', n = -n WHERE id = %d".formatted(other, id);
            case 4 -> "DELETE FROM plain WHERE id = " + id;
            case 5 -> "UPDATE plain SET id = %d WHERE id = %d".formatted(other, id);
            case 6 -> "UPDATE wide SET small = '%d' WHERE a = %d".formatted(other, id % 7);
            case 7 ->
                    "UPDATE wide SET big = repeat(md5('%d'), 90) WHERE b = 'k%d'"
                            .formatted(other, id);
            case 8 -> "DELETE FROM wide WHERE b = 'k%d'".formatted(id);
            case 9 ->
                    "INSERT INTO wide VALUES (%d, 'k%d', repeat(md5('%d'), 95), NULL)"
                            .formatted(id % 7, id, other);
            case 10 -> "UPDATE wide SET a = a + 1 WHERE b = 'k%d'".formatted(id);
            case 11 ->
                    "UPDATE swap SET u = CASE id WHEN %1$d THEN (SELECT u FROM swap WHERE id = %2$d) ELSE (SELECT u FROM swap WHERE id = %1$d) END WHERE id IN (%1$d, %2$d)"
                            .formatted(id, other);
            case 12 -> "UPDATE swap SET u = %d WHERE id = %d".formatted(other, id);
            case 13 -> "UPDATE strict SET u = u + 1000 WHERE id = " + id;
            case 14 -> "UPDATE strict SET u = %d WHERE id = %d".formatted(other, id);
            case 15 -> "DELETE FROM strict WHERE id = " + id;
            case 16 -> "INSERT INTO strict VALUES (%d, %d)".formatted(id, other);
            case 17 -> "INSERT INTO \"no key\" VALUES (%d, NULL)".formatted(id % 9);
            case 18 ->
                    "UPDATE \"no key\" SET b = 'u%d' WHERE ctid = (SELECT min(ctid) FROM \"no key\" WHERE a = %d)"
                            .formatted(other % 4, id % 9);
            case 19 ->
                    "DELETE FROM \"no key\" WHERE ctid = (SELECT max(ctid) FROM \"no key\" WHERE a = %d)"
                            .formatted(id % 9);
            case 20 -> "UPDATE part SET r = %d WHERE id = %d".formatted(other % 5, id);
            case 21 -> "UPDATE part SET v = v + 1 WHERE r = " + id % 5;
            case 22 -> "DELETE FROM part WHERE id = " + id;
            default ->
                    other == 1
                            ? "TRUNCATE \"no key\", part"
                            : "INSERT INTO part VALUES (%d, %d, 0)".formatted(id, other % 5);
        };
    }
}
