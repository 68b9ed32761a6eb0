package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.validator.sql.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// One side's database while it is compared. For one thread at a time. Every question is a
/// transaction of its own, so that neither locks nor old snapshots pile up.
final class ComparedSide implements AutoCloseable {
    private final Side side;
    private final Connection connection;
    private final @Nullable String snapshot;
    private final WorkContext.Registration stopping;

    /// @param snapshot that every question is answered under, null for the present state
    ComparedSide(Side side, Connection connection, @Nullable String snapshot, WorkContext work) {
        this.side = side;
        this.connection = connection;
        this.snapshot = snapshot;
        this.stopping = work.closeOnStop(this::abort);
        prepare();
    }

    private void prepare() {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ComparisonQueries.PREPARE_SESSION);
            if (snapshot != null) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, "preparing the comparison");
        }
    }

    /// As the server told it when the connection was made.
    String version() {
        try {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, "asking for the version");
        }
    }

    /// The server's major version.
    int major() {
        try {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, "asking for the version");
        }
    }

    /// @param doing what is being done, for a failure's message
    /// @param values bound in order; a `String[]` as `text[]`, a `Long[]` as `bigint[]`
    <T> List<T> read(String doing, RowReader<T> reader, String query, Object... values) {
        try {
            if (snapshot == null) {
                return answers(reader, query, values);
            }
            adopt(snapshot);
            List<T> found = answers(reader, query, values);
            connection.commit();
            return found;
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, doing);
        }
    }

    private void adopt(String snapshot) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT " + Quote.literal(snapshot));
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    /// The server is there, but knows no such snapshot any more.
    private SQLException lost(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.startsWith("22") || state.startsWith("42") || state.startsWith("55")) {
            String text = SqlFailures.classify(e, side, "").serverText();
            throw new MigrationException(
                    new Failure(
                            FailureCode.SNAPSHOT_LOST,
                            "the snapshot to compare with is gone",
                            state,
                            text),
                    e);
        }
        return e;
    }

    private <T> List<T> answers(RowReader<T> reader, String query, Object... values)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        }
        return found;
    }

    private void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case String[] texts ->
                        statement.setArray(i + 1, connection.createArrayOf("text", texts));
                case Long[] numbers ->
                        statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
                default -> statement.setObject(i + 1, values[i]);
            }
        }
    }

    /// Ends the statement on the server too, which else would only notice when it is done. From any
    /// thread.
    void abort() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The server is gone, or the connection was closed; there is nothing to cancel.
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("abort does not talk to the server", e);
        }
    }

    @Override
    public void close() {
        stopping.close();
        try {
            connection.close();
        } catch (SQLException e) {
            abort();
        }
    }

    @Override
    public String toString() {
        return side.toString();
    }
}
