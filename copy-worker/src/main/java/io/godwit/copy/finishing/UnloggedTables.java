package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.sessions.Session;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/// Unlogged tables are in no WAL, so nobody can follow them: they are copied again at the end.
final class UnloggedTables {
    private static final String DOING = "finding unlogged tables";

    private UnloggedTables() {}

    private record Table(long oid, String schema, String name, String columns) {
        String quoted() {
            return Quote.qualified(schema, name);
        }
    }

    static void copyAgain(
            Session source, Session target, SelectedTables selected, WorkContext context) {
        List<Table> tables =
                source
                        .list(
                                DOING,
                                FinishQueries.UNLOGGED_TABLES,
                                row ->
                                        new Table(
                                                row.getLong(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4)))
                        .stream()
                        .filter(table -> selected.moves(table.oid()))
                        .toList();
        for (Table table : tables) {
            context.checkStopping();
            copyAgain(source, target, table);
        }
    }

    private static void copyAgain(Session source, Session target, Table table) {
        String doing = "copying the unlogged table " + table.quoted() + " again";
        target.transaction(
                doing,
                () -> {
                    target.execute(doing, "SET LOCAL session_replication_role = replica");
                    target.execute(doing, "DELETE FROM ONLY " + table.quoted());
                    copyRows(source, target, table, doing);
                });
    }

    private static void copyRows(Session source, Session target, Table table, String doing) {
        CopyOut out;
        try {
            out =
                    source.connection()
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut(
                                    "COPY (SELECT %s FROM ONLY %s) TO STDOUT"
                                            .formatted(table.columns(), table.quoted()));
        } catch (SQLException e) {
            throw source.failure(e, doing);
        }
        try {
            CopyIn in =
                    target.connection()
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "COPY %s (%s) FROM STDIN"
                                            .formatted(table.quoted(), table.columns()));
            pump(out, in, source, doing);
        } catch (SQLException e) {
            throw target.failure(e, doing);
        }
    }

    private static void pump(CopyOut out, CopyIn in, Session source, String doing)
            throws SQLException {
        byte[] row = read(out, source, doing);
        while (row.length > 0) {
            in.writeToCopy(row, 0, row.length);
            row = read(out, source, doing);
        }
        in.endCopy();
    }

    /// A row with its end, empty after the last.
    private static byte[] read(CopyOut out, Session source, String doing) {
        try {
            byte[] row = out.readFromCopy();
            return row == null ? new byte[0] : row;
        } catch (SQLException e) {
            throw source.failure(e, doing);
        }
    }
}
