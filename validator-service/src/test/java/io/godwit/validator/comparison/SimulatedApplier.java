package io.godwit.validator.comparison;

import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Applications that write to the source, and what the cdc-worker would do on the target: changes
/// come late, several transactions at once, folded so that what comes to nothing is not written;
/// with them, the bookmark and the counters of changes. Without changes the bookmark follows the
/// WAL.
///
/// A table `keyed` has an `id` and a `v`, a table `keyless` only a `v`.
final class SimulatedApplier implements AutoCloseable {
    private static final int KEYS = 200;
    private static final int VALUES = 12;
    private static final Duration LAG = Duration.ofMillis(150);

    private final String database;
    private final SplittableRandom random;
    private final int everywhere;
    private final Deque<Committed> onTheirWay = new ArrayDeque<>();
    private final Map<Integer, String> keyed = new TreeMap<>();
    private final Map<String, Integer> keyless = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;
    private volatile boolean paused;
    private volatile boolean resting;
    private volatile @Nullable Throwable failure;

    private sealed interface Change {
        record Put(int id, String value) implements Change {}

        record Remove(int id) implements Change {}

        /// @param times 1 or -1
        record Count(String value, int times) implements Change {}
    }

    private record Committed(List<Change> changes, String lsn, long due) {}

    /// What both databases of a pair need.
    static String[] tables() {
        return new String[] {
            "CREATE TABLE keyed(id int PRIMARY KEY, v text)",
            "INSERT INTO keyed SELECT i, 'still' FROM generate_series(1001, 1100) i",
            "CREATE TABLE keyless(v text)",
            "INSERT INTO keyless SELECT 'still ' || i FROM generate_series(1, 20) i",
            "ALTER TABLE keyless REPLICA IDENTITY FULL",
            "CREATE TABLE calm(v text)",
            "INSERT INTO calm SELECT 'still ' || i % 10 FROM generate_series(1, 20) i",
            "ALTER TABLE calm REPLICA IDENTITY FULL"
        };
    }

    /// What applying has on the target.
    static String[] bookmark() {
        return new String[] {
            "CREATE SCHEMA _godwit",
            "CREATE TABLE _godwit.bookmark(lsn pg_lsn NOT NULL)",
            "INSERT INTO _godwit.bookmark VALUES ('0/0')",
            "CREATE TABLE _godwit.applied(schema text, name text, inserts bigint,"
                    + " updates bigint, deletes bigint, PRIMARY KEY (schema, name))",
            "INSERT INTO _godwit.applied VALUES ('public', 'keyed', 0, 0, 0),"
                    + " ('public', 'keyless', 0, 0, 0)"
        };
    }

    SimulatedApplier(String database, long seed) {
        this(database, seed, 0);
    }

    /// @param everywhere if above 0, only rows of `keyed` up to this one are written, alike often
    SimulatedApplier(String database, long seed, int everywhere) {
        this.database = database;
        this.everywhere = everywhere;
        this.random = new SplittableRandom(seed);
    }

    SimulatedApplier start() {
        threads.add(Thread.ofVirtual().start(() -> run(this::write)));
        threads.add(Thread.ofVirtual().start(() -> run(this::apply)));
        return this;
    }

    /// Nothing is applied any more, the bookmark stands.
    void pause() {
        paused = true;
    }

    /// The applications write no more; what they wrote is applied.
    void rest() {
        resting = true;
    }

    private void run(Loop loop) {
        try {
            loop.run();
        } catch (SQLException | InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    private interface Loop {
        void run() throws SQLException, InterruptedException;
    }

    private void write() throws SQLException, InterruptedException {
        try (Connection source = TestPostgres.source().connect(database);
                Statement statement = source.createStatement()) {
            source.setAutoCommit(false);
            statement.execute("SET synchronous_commit = off");
            while (running) {
                if (!resting) {
                    synchronized (onTheirWay) {
                        transaction(source, statement);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(25));
            }
        }
    }

    private void transaction(Connection source, Statement statement) throws SQLException {
        List<Change> changes = new ArrayList<>();
        int many = 1 + random.nextInt(4);
        for (int i = 0; i < many; i++) {
            Change change = change();
            changes.add(change);
            write(statement, change);
        }
        source.commit();
        String lsn = value(statement, "SELECT pg_current_wal_insert_lsn()::text");
        source.commit();
        long lag = LAG.toNanos() + random.nextInt((int) LAG.toNanos());
        onTheirWay.add(new Committed(changes, lsn, System.nanoTime() + lag));
    }

    private Change change() {
        return everywhere > 0 ? put(1 + random.nextInt(everywhere)) : anyChange();
    }

    /// Row 1 is hot.
    private Change anyChange() {
        int kind = random.nextInt(10);
        if (kind < 2) {
            return put(1);
        }
        int id = 2 + random.nextInt(KEYS);
        String value = "w" + random.nextInt(VALUES);
        int there = keyless.getOrDefault(value, 0);
        if (kind < 5 || kind < 7 && !keyed.containsKey(id)) {
            return put(id);
        }
        if (kind < 7) {
            keyed.remove(id);
            return new Change.Remove(id);
        }
        int times = there > 2 || there > 0 && random.nextBoolean() ? -1 : 1;
        keyless.put(value, there + times);
        return new Change.Count(value, times);
    }

    private Change put(int id) {
        String value = "v" + random.nextInt(100);
        keyed.put(id, value);
        return new Change.Put(id, value);
    }

    private static void write(Statement statement, Change change) throws SQLException {
        switch (change) {
            case Change.Put put -> put(statement, put.id(), put.value());
            case Change.Remove remove ->
                    statement.execute("DELETE FROM keyed WHERE id = " + remove.id());
            case Change.Count count -> count(statement, count.value(), count.times());
        }
    }

    private static void put(Statement statement, int id, String value) throws SQLException {
        statement.execute(
                "INSERT INTO keyed VALUES (%d, '%s') ON CONFLICT (id) DO UPDATE SET v = excluded.v"
                        .formatted(id, value));
    }

    private static void count(Statement statement, String value, int times) throws SQLException {
        for (int i = 0; i < Math.abs(times); i++) {
            statement.execute(
                    times > 0
                            ? "INSERT INTO keyless VALUES ('" + value + "')"
                            : "DELETE FROM keyless WHERE ctid = (SELECT ctid FROM keyless WHERE v = '"
                                    + value
                                    + "' LIMIT 1)");
        }
    }

    private void apply() throws SQLException, InterruptedException {
        try (Connection target = TestPostgres.target().connect(database);
                Statement statement = target.createStatement();
                Connection source = TestPostgres.source().connect(database);
                Statement asking = source.createStatement()) {
            target.setAutoCommit(false);
            while (running) {
                if (!paused) {
                    apply(target, statement, asking);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private void apply(Connection target, Statement statement, Statement asking)
            throws SQLException {
        List<Change> changes = new ArrayList<>();
        String lsn = "";
        synchronized (onTheirWay) {
            if (onTheirWay.isEmpty()) {
                lsn = value(asking, "SELECT pg_current_wal_insert_lsn()::text");
            }
            while (!onTheirWay.isEmpty() && onTheirWay.peek().due() < System.nanoTime()) {
                Committed next = onTheirWay.remove();
                changes.addAll(next.changes());
                lsn = next.lsn();
            }
        }
        if (!lsn.isEmpty()) {
            writeFolded(statement, changes);
            statement.execute("UPDATE _godwit.bookmark SET lsn = '" + lsn + "'");
            target.commit();
        }
    }

    private static void writeFolded(Statement statement, List<Change> changes) throws SQLException {
        Map<Integer, Change> byKey = new LinkedHashMap<>();
        Map<String, Integer> byRow = new HashMap<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Put put -> byKey.put(put.id(), put);
                case Change.Remove remove -> byKey.put(remove.id(), remove);
                case Change.Count count -> byRow.merge(count.value(), count.times(), Integer::sum);
            }
        }
        for (Change change : byKey.values()) {
            write(statement, change);
        }
        for (Map.Entry<String, Integer> row : byRow.entrySet()) {
            count(statement, row.getKey(), row.getValue());
        }
        applied(statement, "keyed", byKey.size());
        applied(statement, "keyless", byRow.size());
    }

    private static void applied(Statement statement, String table, int changes)
            throws SQLException {
        statement.execute(
                "UPDATE _godwit.applied SET updates = updates + %d WHERE name = '%s'"
                        .formatted(changes, table));
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure != null) {
            throw new AssertionError("the simulation failed", failure);
        }
    }
}
