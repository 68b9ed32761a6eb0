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

/// Tells rows that row security hides from rows that the user may not read at all: the server has
/// one SQLSTATE for both.
final class HiddenRows {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private HiddenRows() {}

    static MigrationException failure(Connection source, PartCopy part, SQLException e) {
        Failure failure = SqlFailures.classify(e, Side.SOURCE, "copying " + part.title());
        if (!INSUFFICIENT_PRIVILEGE.equals(failure.sqlState()) || !hidden(source, part, e)) {
            return new MigrationException(failure, e);
        }
        return new MigrationException(
                new Failure(
                        FailureCode.SOURCE_ROWS_HIDDEN,
                        failure.message(),
                        failure.sqlState(),
                        failure.serverText()),
                e);
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
