package io.godwit.copy.rows;

import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Remembers beside the rows what their snapshot saw. Whoever applies changes to a table leaves out
/// the transactions that its copy has already, and tables may have been copied under different
/// snapshots.
final class CopiedTables {
    private CopiedTables() {}

    /// @param source in the copy's snapshot
    /// @param target in the transaction that writes the rows
    static void remember(Connection source, Connection target, CopyTables command)
            throws SQLException {
        Object[] schemas = command.tables().stream().map(TableRef::schema).toArray();
        Object[] names = command.tables().stream().map(TableRef::name).toArray();
        try (PreparedStatement remember = target.prepareStatement(MarkerQueries.COPIED)) {
            remember.setString(1, command.work().id());
            remember.setString(2, visible(source));
            remember.setArray(3, target.createArrayOf("text", schemas));
            remember.setArray(4, target.createArrayOf("text", names));
            remember.executeUpdate();
        }
    }

    private static String visible(Connection source) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(CopyQueries.VISIBLE)) {
            row.next();
            return row.getString(1);
        }
    }
}
