package io.godwit.e2e;

import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Applications that keep writing to the shop: small and larger transactions, savepoints that are
/// rolled back, keys that change, rows that come and go, values too large for their page. Each
/// transaction leaves a promise: a number that was committed if [#promised] has it.
final class Workload implements AutoCloseable {
    private final TestPostgres server;
    private final String database;
    private final Set<Long> promised = new ConcurrentSkipListSet<>();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    Workload(TestPostgres server, String database) {
        this.server = server;
        this.database = database;
        server.execute(
                database,
                "CREATE TABLE promise (number bigint PRIMARY KEY, at timestamptz DEFAULT now())",
                "CREATE TABLE \"odd \"\"name; --\" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " \"Größe\" numeric, big text, twice numeric GENERATED ALWAYS AS"
                        + " (\"Größe\" * 2) STORED)",
                "CREATE TABLE keyless (a int, b text)",
                "CREATE TABLE parted (id int, region int, note text, PRIMARY KEY (id, region))"
                        + " PARTITION BY LIST (region)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1)",
                "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2)",
                "INSERT INTO parted SELECT n, 1 + n % 2, 'p' || n FROM generate_series(1, 200) n",
                "INSERT INTO keyless SELECT n, 'k' || n FROM generate_series(1, 50) n");
    }

    Workload start(int applications, long seed) {
        for (int number = 0; number < applications; number++) {
            SplittableRandom random = new SplittableRandom(seed + number);
            threads.add(Thread.ofVirtual().start(() -> write(random)));
        }
        return this;
    }

    Set<Long> promised() {
        return promised;
    }

    /// The promises that a migrated database holds.
    static Set<Long> kept(TestPostgres target, String database) {
        return target.column(database, "SELECT number FROM promise").stream()
                .map(Long::valueOf)
                .collect(Collectors.toSet());
    }

    /// Until nobody writes any more.
    void stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A connection that breaks is opened again, as applications do.
    private void write(SplittableRandom random) {
        while (running) {
            try (Connection connection = server.connect(database);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (running) {
                    transaction(connection, statement, random);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
                }
            } catch (SQLException e) {
                Api.pause(20);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void transaction(Connection connection, Statement statement, SplittableRandom random)
            throws SQLException {
        long number = numbers.incrementAndGet();
        int work = 1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 4);
        for (int step = 0; step < work; step++) {
            statement.execute(change(random));
        }
        if (random.nextInt(5) == 0) {
            var savepoint = connection.setSavepoint();
            statement.execute(change(random));
            connection.rollback(savepoint);
        }
        statement.execute("INSERT INTO promise (number) VALUES (" + number + ")");
        if (random.nextInt(10) == 0) {
            connection.rollback();
        } else {
            connection.commit();
            promised.add(number);
        }
    }

    private static String change(SplittableRandom random) {
        int id = 1 + random.nextInt(500);
        return switch (random.nextInt(12)) {
            case 0, 1 -> "UPDATE customer SET name = 'c' || random() WHERE id = " + id;
            case 2 -> "UPDATE film SET extra = jsonb_build_object('r', random()) WHERE id = " + id;
            case 3 -> "DELETE FROM rental WHERE id = " + random.nextInt(3_000);
            case 4 -> "UPDATE rental SET id = id + 100000000 WHERE id = " + random.nextInt(3_000);
            case 5 ->
                    "INSERT INTO \"odd \"\"name; --\" (\"Größe\", big) VALUES (random(), repeat('"
                            + id
                            + "', "
                            + random.nextInt(6_000)
                            + "))";
            case 6 -> "UPDATE \"odd \"\"name; --\" SET \"Größe\" = 'NaN' WHERE id = " + id;
            case 7 -> "DELETE FROM \"odd \"\"name; --\" WHERE id = " + id;
            case 8 ->
                    random.nextBoolean()
                            ? "INSERT INTO keyless VALUES (" + id + ", NULL)"
                            : "DELETE FROM keyless WHERE a = " + id;
            case 9 -> "UPDATE keyless SET b = 'x' WHERE a BETWEEN " + id % 50 + " AND " + id % 53;
            case 10 -> "UPDATE parted SET region = 3 - region WHERE id = " + id % 200;
            default -> "INSERT INTO film (title, tags) VALUES ('t', ARRAY[NULL, '" + id + "'])";
        };
    }

    @Override
    public void close() {
        stop();
    }
}
