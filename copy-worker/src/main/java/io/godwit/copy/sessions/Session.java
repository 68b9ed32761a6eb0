package io.godwit.copy.sessions;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection of one piece of work, for one thread. It is aborted when the work is to stop, so
/// that whatever waits on it fails at once. `doing` names what a statement is for; it becomes the
/// message of its failure.
public final class Session implements AutoCloseable {
    private static final String SUPERUSER =
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";

    private final Connection connection;
    private final Side side;
    private final ServerVersion version;
    private final WorkContext.Registration registration;

    Session(Connection connection, Side side, WorkContext context) throws SQLException {
        this.connection = connection;
        this.side = side;
        this.registration = context.closeOnStop(() -> connection.abort(Runnable::run));
        this.version = PostgresConnections.version(connection);
    }

    public Connection connection() {
        return connection;
    }

    public ServerVersion version() {
        return version;
    }

    /// Whether the session's user may do everything.
    public boolean superuser() {
        return holds("asking for the user's rights", SUPERUSER);
    }

    /// Several statements in one text run as one transaction.
    public void execute(String doing, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e, doing);
        }
    }

    /// Tries a statement that the server may refuse without harm. Inside a transaction, that goes
    /// on as if it had not been tried.
    ///
    /// @return the server's words if it refused; a lost connection is still a failure
    public Optional<String> attempt(String doing, String sql) {
        try {
            Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return Optional.empty();
            } catch (SQLException e) {
                MigrationException failure = failure(e, doing);
                if (failure.failure().code().kind().retried()) {
                    throw failure;
                }
                if (before != null) {
                    connection.rollback(before);
                }
                return Optional.of(String.valueOf(failure.failure().serverText()));
            }
        } catch (SQLException e) {
            throw failure(e, doing);
        }
    }

    /// @param parameters bound in order; `Long[]` and `String[]` become arrays
    public <T> List<T> list(
            String doing, String sql, RowReader<T> reader, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(reader.read(rows));
                }
                return values;
            }
        } catch (SQLException e) {
            throw failure(e, doing);
        }
    }

    /// The first column of every row.
    public List<String> texts(String doing, String sql, @Nullable Object... parameters) {
        return list(doing, sql, row -> row.getString(1), parameters);
    }

    /// The first row, if there is one.
    public <T> Optional<T> first(
            String doing, String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return list(doing, sql, reader, parameters).stream().findFirst();
    }

    /// Whether the query's only value is true.
    public boolean holds(String doing, String sql, @Nullable Object... parameters) {
        return first(doing, sql, row -> row.getBoolean(1), parameters).orElse(false);
    }

    /// Runs `work` in one transaction.
    public void transaction(String doing, Runnable work) {
        begin(doing);
        try {
            work.run();
            connection.commit();
        } catch (SQLException e) {
            throw failure(e, doing);
        } finally {
            end();
        }
    }

    /// Begins a transaction that sees what `snapshot` sees, until the session closes.
    ///
    /// @throws MigrationException `SNAPSHOT_LOST` if the snapshot is gone
    public void readSnapshot(String snapshot) {
        new SnapshotReading(this).begin(snapshot);
    }

    private void begin(String doing) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw failure(e, doing);
        }
    }

    /// Back to a statement a transaction; what is not committed by now is not wanted.
    private void end() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            registration.close();
        }
    }

    public MigrationException failure(SQLException e, String doing) {
        return SqlFailures.exception(e, side, doing);
    }

    private void bind(PreparedStatement statement, @Nullable Object[] parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case Long[] longs ->
                        statement.setArray(i + 1, connection.createArrayOf("int8", longs));
                case String[] texts ->
                        statement.setArray(i + 1, connection.createArrayOf("text", texts));
                case null, default -> statement.setObject(i + 1, parameters[i]);
            }
        }
    }

    @Override
    public void close() {
        registration.close();
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends the session by itself; nothing that was committed is at stake.
        }
    }
}
