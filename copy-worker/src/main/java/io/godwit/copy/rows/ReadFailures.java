package io.godwit.copy.rows;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/// Says what a failure to read a table means.
final class ReadFailures {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /// The table, one of its columns or its schema is not there any more, though the snapshot shows
    /// it.
    private static final Set<String> GONE = Set.of("42P01", "42703", "3F000");

    private ReadFailures() {}

    /// @param source whose transaction is rolled back to find out
    static MigrationException failure(Connection source, PartCopy part, SQLException e) {
        Failure failure = SqlFailures.classify(e, Side.SOURCE, "copying " + part.title());
        Failure exact =
                new Failure(
                        code(source, part, e, failure),
                        failure.message(),
                        failure.sqlState(),
                        failure.serverText());
        return new MigrationException(exact, e);
    }

    /// The server has one SQLSTATE for rows that row security hides and for tables that the user
    /// may not read.
    private static FailureCode code(
            Connection source, PartCopy part, SQLException e, Failure failure) {
        String state = Objects.requireNonNullElse(failure.sqlState(), "");
        if (GONE.contains(state)) {
            return FailureCode.SNAPSHOT_LOST;
        }
        return state.equals(INSUFFICIENT_PRIVILEGE) && hidden(source, part, e)
                ? FailureCode.SOURCE_ROWS_HIDDEN
                : failure.code();
    }

    private static boolean hidden(Connection source, PartCopy part, SQLException original) {
        try {
            source.rollback();
            return rowSecurity(source, part.table().oid());
        } catch (SQLException e) {
            original.addSuppressed(e);
            return false;
        }
    }

    private static boolean rowSecurity(Connection source, long table) throws SQLException {
        try (PreparedStatement query = source.prepareStatement(CopyQueries.ROW_SECURITY)) {
            query.setLong(1, table);
            query.setLong(2, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
