package io.godwit.validator.rules;

import io.godwit.common.migration.MigrationException;
import io.godwit.validator.sql.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Questions to one database of one server, over a few read-only sessions that the rules share.
/// Thread-safe. A database that refused once is not asked again in the same validation: every rule
/// that needs it gets the same answer at once.
public final class Catalog implements AutoCloseable {
    /// Enough to ask in parallel, few enough for a server that is short of connections.
    private static final int SESSIONS = 3;

    private final Supplier<Connection> opening;
    private final Semaphore permits = new Semaphore(SESSIONS);
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock firstOpening = new ReentrantLock();
    private volatile @Nullable MigrationException refusal;
    private volatile boolean known;
    private volatile boolean closed;

    Catalog(Supplier<Connection> opening) {
        this.opening = opening;
    }

    /// All rows that the query answers with.
    ///
    /// @param values bound in order; a `String[]` as `text[]`, a `Long[]` as `bigint[]`
    /// @throws MigrationException if the database cannot be connected to
    public <T> List<T> list(RowReader<T> reader, String query, Object... values)
            throws SQLException {
        Connection connection = borrow();
        boolean well = false;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(connection, statement, values);
            List<T> found = read(statement, reader);
            well = true;
            return found;
        } finally {
            giveBack(connection, well);
        }
    }

    /// The first column, as text.
    public List<String> column(String query, Object... values) throws SQLException {
        return list(row -> String.valueOf(row.getString(1)), query, values);
    }

    /// The first column of the only row, as text.
    public String value(String query, Object... values) throws SQLException {
        return column(query, values).getFirst();
    }

    /// The first column of the only row.
    public boolean holds(String query, Object... values) throws SQLException {
        return list(row -> row.getBoolean(1), query, values).getFirst();
    }

    private static <T> List<T> read(PreparedStatement statement, RowReader<T> reader)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    private static void bind(Connection connection, PreparedStatement statement, Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else if (values[i] instanceof Long[] numbers) {
                statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    private Connection borrow() throws SQLException {
        RuleTime.pausedFor(permits::acquire);
        try {
            if (closed) {
                throw new IllegalStateException("the validation is over");
            }
            Connection waiting = idle.poll();
            return waiting != null ? waiting : open();
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    /// The first to come tries; the others wait for how it went.
    private Connection open() {
        if (known) {
            return remember(openOrRefuse());
        }
        firstOpening.lock();
        try {
            Connection connection = openOrRefuse();
            known = true;
            return remember(connection);
        } finally {
            firstOpening.unlock();
        }
    }

    private Connection openOrRefuse() {
        MigrationException before = refusal;
        if (before != null) {
            throw before;
        }
        try {
            return opening.get();
        } catch (MigrationException e) {
            if (!known && !CutSession.isBehind(e)) {
                refusal = e;
            }
            throw e;
        }
    }

    private Connection remember(Connection connection) {
        open.add(connection);
        if (closed) {
            abort(connection);
        }
        return connection;
    }

    private void giveBack(Connection connection, boolean well) {
        if (well && !closed) {
            idle.push(connection);
        } else {
            open.remove(connection);
            abort(connection);
        }
        permits.release();
    }

    /// Ends all sessions, also those on which somebody waits.
    @Override
    public void close() {
        closed = true;
        open.forEach(Catalog::abort);
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("abort does not talk to the server", e);
        }
    }
}
