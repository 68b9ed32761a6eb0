package io.godwit.cli;

import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.display.MigrationView.DatabaseView;
import io.godwit.cli.display.MigrationView.TableView;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.Service;
import java.util.List;

/// Adds the tables that are being copied to what is shown.
final class TablesInFlight {
    private static final int MOST_SHOWN = 30;

    private TablesInFlight() {}

    static MigrationView of(MigrationView view, Service service) {
        return view.withDatabases(
                view.databases().stream()
                        .map(database -> database.withTables(tables(view, database, service)))
                        .toList());
    }

    private static List<TableView> tables(
            MigrationView view, DatabaseView database, Service service) {
        if (database.progress().copying() == 0) {
            return List.of();
        }
        try {
            return MigrationReader.tables(
                    service.tablesInFlight(view.name(), database.name(), MOST_SHOWN));
        } catch (CommandFailure failure) {
            return List.of(); // the bars of the databases are enough until it answers again
        }
    }
}
