package io.godwit.copy.sessions;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/// Puts a session on the source into the migration's snapshot.
record SnapshotReading(Session session) {
    void begin(String snapshot) {
        Connection connection = session.connection();
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException e) {
            throw session.failure(e, "opening a transaction");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT " + Quote.literal(snapshot));
        } catch (SQLException e) {
            throw lost(e, snapshot);
        }
    }

    /// The server knows no state of its own for this: older ones say that the identifier is
    /// invalid, newer ones that the object is undefined, and both mean that its holder has ended.
    private MigrationException lost(SQLException e, String snapshot) {
        MigrationException failure = session.failure(e, "reading snapshot " + snapshot);
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (!state.equals("22023") && !state.equals("42704") && !state.equals("55000")) {
            return failure;
        }
        Failure known = failure.failure();
        return new MigrationException(
                new Failure(
                        FailureCode.SNAPSHOT_LOST,
                        known.message(),
                        known.sqlState(),
                        known.serverText()),
                e);
    }
}
