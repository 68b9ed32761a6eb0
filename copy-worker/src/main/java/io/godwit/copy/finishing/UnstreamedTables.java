package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.sessions.CopyPipe;
import io.godwit.copy.sessions.Session;
import java.util.List;

/// Tables whose changes are in no stream are copied again at the end: unlogged ones, which are in
/// no WAL, and those that were made after following began, which are not published.
final class UnstreamedTables {
    private static final String DOING = "finding tables that are in no stream";

    private UnstreamedTables() {}

    private record Table(long oid, String schema, String name, String columns) {
        String quoted() {
            return Quote.qualified(schema, name);
        }
    }

    /// @param publication that is followed
    static void copyAgain(
            Session source,
            Session target,
            SelectedTables selected,
            String publication,
            WorkContext context) {
        List<Table> tables =
                source
                        .list(
                                DOING,
                                FinishQueries.UNSTREAMED_TABLES,
                                row ->
                                        new Table(
                                                row.getLong(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4)),
                                publication)
                        .stream()
                        .filter(table -> selected.moves(table.oid()))
                        .toList();
        for (Table table : tables) {
            context.checkStopping();
            copyAgain(source, target, table);
        }
    }

    private static void copyAgain(Session source, Session target, Table table) {
        String doing = "copying " + table.quoted() + " again, which is in no stream";
        target.transaction(
                doing,
                () -> {
                    target.execute(doing, "SET LOCAL session_replication_role = replica");
                    target.execute(doing, "DELETE FROM ONLY " + table.quoted());
                    CopyPipe.copy(
                            source,
                            "SELECT %s FROM ONLY %s".formatted(table.columns(), table.quoted()),
                            target,
                            "%s (%s)".formatted(table.quoted(), table.columns()),
                            doing);
                });
    }
}
