package io.godwit.copy.planning;

import static java.util.Objects.requireNonNull;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.IndexesPlanned;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedIndex;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.PrepareDatabase;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.copy.rows.Markers;
import io.godwit.copy.schema.SelectedTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Plans how a database's rows and indexes are divided into commands. Thread-safe.
public final class CopyPlanner {
    private final CopyPlanLimits limits;

    public CopyPlanner(CopyPlanLimits limits) {
        this.limits = limits;
    }

    /// Publishes the plan in chunks, and makes the staging database ready to be copied into.
    ///
    /// @param source in a transaction of the snapshot that the rows will be read in
    /// @param staging the target's staging database, with its tables
    /// @throws io.godwit.common.migration.MigrationException classified, if a server fails
    public PlanTotals plan(
            Connection source,
            Connection staging,
            PrepareDatabase command,
            SelectedTables selected,
            WorkContext context) {
        install(staging);
        try {
            return publish(read(source, command, selected), command.work(), context);
        } catch (SQLException e) {
            throw SqlFailures.exception(
                    e, Side.SOURCE, "planning the copy of " + command.database().name());
        }
    }

    private static void install(Connection staging) {
        try {
            Markers.install(staging);
            if (!staging.getAutoCommit()) {
                staging.commit();
            }
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "creating the marker table");
        }
    }

    private record Plan(
            List<SourceTable> tables, List<PlannedCopy> copies, List<PlannedBuild> builds) {}

    private Plan read(Connection source, PrepareDatabase command, SelectedTables selected)
            throws SQLException {
        SourceCatalog catalog = new SourceCatalog(source);
        List<SourceTable> tables = catalog.tables(selected);
        List<PlannedPart> parts =
                catalog.parts(tables, new TableCuts(limits, command.spec().parallelism())).stream()
                        .flatMap(List::stream)
                        .toList();
        List<PlannedCopy> copies =
                new CopyBatches(limits).copies(parts, command.spec().parallelism());
        List<PlannedIndex> indexes = planned(catalog.indexes(tables), tables);
        return new Plan(tables, copies, new IndexBatches(limits).builds(indexes, copies));
    }

    private static List<PlannedIndex> planned(List<SourceIndex> indexes, List<SourceTable> tables) {
        Map<Long, Integer> numbers = new HashMap<>();
        tables.forEach(table -> numbers.put(table.ref().oid(), table.ref().id()));
        return indexes.stream()
                .map(index ->
                        new PlannedIndex(
                                requireNonNull(numbers.get(index.table())),
                                index.oid(),
                                index.name(),
                                index.bytes()))
                .toList();
    }

    private PlanTotals publish(Plan plan, WorkRef work, WorkContext context) {
        int most = limits.entriesPerMessage();
        PlanChunks.of(plan.tables(), _ -> 1, most)
                .forEach(chunk ->
                        context.publish(
                                new TablesPlanned(
                                        work, chunk.stream().map(SourceTable::planned).toList())));
        PlanChunks.of(plan.copies(), copy -> copy.parts().size(), most)
                .forEach(chunk -> context.publish(new CopiesPlanned(work, chunk)));
        PlanChunks.of(plan.builds(), build -> build.indexes().size(), most)
                .forEach(chunk -> context.publish(new IndexesPlanned(work, chunk)));
        return new PlanTotals(plan.tables().size(), plan.copies().size(), plan.builds().size());
    }
}
