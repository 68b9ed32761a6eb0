package io.godwit.copy.rows;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// Puts a connection into the snapshot that all parts of a database share.
final class SourceSnapshot {
    /// What the server says of a name that it never gave, of one whose file is gone, and of one
    /// whose transaction has ended.
    private static final Set<String> LOST = Set.of("22023", "42704", "55000");

    private SourceSnapshot() {}

    /// @throws MigrationException `SNAPSHOT_LOST` if the snapshot's holder has ended
    static void enter(Connection source, String snapshot) throws SQLException {
        source.setAutoCommit(false);
        try (Statement statement = source.createStatement()) {
            statement.execute(CopyQueries.READ_ONLY);
            statement.execute(CopyQueries.snapshot(snapshot));
        } catch (SQLException e) {
            throw failure(e, snapshot);
        }
    }

    private static MigrationException failure(SQLException e, String snapshot) {
        Failure failure = SqlFailures.classify(e, Side.SOURCE, "entering snapshot " + snapshot);
        String state = failure.sqlState();
        if (state == null || !LOST.contains(state)) {
            return new MigrationException(failure, e);
        }
        return new MigrationException(
                new Failure(
                        FailureCode.SNAPSHOT_LOST, failure.message(), state, failure.serverText()),
                e);
    }
}
