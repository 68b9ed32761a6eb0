package io.godwit.copy.rows;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Makes sure that the tables just read are those that the snapshot showed. TRUNCATE and the forms
/// of ALTER TABLE that rewrite a table do not heed snapshots: a copy would find no rows and call it
/// a success. VACUUM FULL and CLUSTER keep the rows but move them, so that ranges of ctid would
/// miss some and hit others twice.
final class UnchangedTables {
    private UnchangedTables() {}

    /// @param source in the transaction that read the tables, and so still locks them
    /// @throws MigrationException `SNAPSHOT_LOST`, as only a new snapshot helps
    static void check(Connection source, CopyTables command) throws SQLException {
        List<String> changed = changed(source, CopyCatalog.oids(command));
        if (!changed.isEmpty()) {
            throw new MigrationException(
                    FailureCode.SNAPSHOT_LOST,
                    "since the snapshot was taken, these tables were truncated, rewritten, renamed"
                            + " or dropped on the source: "
                            + String.join(", ", changed));
        }
    }

    private static List<String> changed(Connection source, Object[] tables) throws SQLException {
        try (PreparedStatement query = source.prepareStatement(CopyQueries.CHANGED)) {
            query.setArray(1, source.createArrayOf("oid", tables));
            List<String> names = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }
}
