package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.CompareTables;
import io.godwit.common.migration.WorkerCommand.SwapDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands that a database is given both offline and at its cutover.
final class DatabaseCommands {
    private DatabaseCommands() {}

    /// @param copy whose tables are compared; unknown if only what is in no table is
    /// @param snapshot of the source, null for both present states
    static CompareTables compareTables(
            MigrationState state,
            DatabaseState database,
            int copy,
            @Nullable String snapshot,
            Verification level,
            WorkRef work) {
        PlannedCopy planned = database.plan().copies().get(copy);
        return new CompareTables(
                work,
                state.spec().endpoints(),
                database.name(),
                state.staging(database),
                snapshot,
                level,
                planned == null ? List.of() : database.plan().comparedWith(planned));
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
