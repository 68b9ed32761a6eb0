package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.CompareTables;
import io.godwit.common.migration.WorkerCommand.SwapDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands that a database is given both offline and at its cutover.
final class DatabaseCommands {
    private DatabaseCommands() {}

    /// The tables that a copy's comparison is of; none if only what is in no table is compared.
    static List<TableRef> comparedWith(DatabaseState database, int copy) {
        PlannedCopy planned = database.plan().copies().get(copy);
        return planned == null ? List.of() : database.plan().comparedWith(planned);
    }

    /// @param snapshot of the source, null for both present states
    static CompareTables compareTables(
            MigrationState state,
            DatabaseState database,
            List<TableRef> tables,
            @Nullable String snapshot,
            Verification level,
            WorkRef work) {
        return new CompareTables(
                work,
                state.spec().endpoints(),
                database.name(),
                state.staging(database),
                snapshot,
                level,
                tables);
    }

    static SwapDatabase swap(MigrationState state, DatabaseState database, WorkRef work) {
        return new SwapDatabase(
                work,
                state.spec(),
                database.spec(),
                state.staging(database),
                state.aside(database));
    }
}
