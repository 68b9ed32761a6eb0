package io.godwit.cli;

import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.display.MigrationView.DatabaseView;
import io.godwit.cli.display.MigrationView.TableView;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.Service;
import java.util.List;

/// Adds the tables that are being copied, unless there are so many that asking would be a burden.
final class TablesInFlight {
    private static final int MOST_TABLES = 500;

    private TablesInFlight() {}

    static MigrationView of(MigrationView view, Service service) {
        return view.withDatabases(
                view.databases().stream()
                        .map(database -> database.withTables(tables(view, database, service)))
                        .toList());
    }

    private static List<TableView> tables(
            MigrationView view, DatabaseView database, Service service) {
        if (database.progress().copying() == 0 || database.progress().tables() > MOST_TABLES) {
            return List.of();
        }
        try {
            return MigrationReader.tables(service.tables(view.name(), database.name()));
        } catch (CommandFailure failure) {
            return List.of(); // the bars of the databases are enough until it answers again
        }
    }
}
