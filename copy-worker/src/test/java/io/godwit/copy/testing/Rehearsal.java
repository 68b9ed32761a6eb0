package io.godwit.copy.testing;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.IndexesPlanned;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.BuildIndexes;
import io.godwit.common.migration.WorkerCommand.CopyCommand;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.common.migration.WorkerCommand.FinishDatabase;
import io.godwit.common.migration.WorkerCommand.MarkCutover;
import io.godwit.common.migration.WorkerCommand.PrepareDatabase;
import io.godwit.common.migration.WorkerCommand.PrepareRoles;
import io.godwit.common.migration.WorkerCommand.SwapDatabase;
import io.godwit.common.migration.WorkerCommand.TidyTarget;
import io.godwit.common.migration.WorkerCommand.UndoChanges;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.CopyPerformer;
import io.godwit.copy.CopyWorkerProperties;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.util.unit.DataSize;

/// Performs the copy worker's commands for one database in the order in which an orchestrator gives
/// them, on the two test servers.
public final class Rehearsal implements AutoCloseable {
    private static final int GENERATION = 1;

    private final CopyPerformer performer;
    private final MigrationSpec spec;
    private final DatabaseSpec database;
    private final Connection holder;
    private final String snapshot;
    private RecordingContext context = new RecordingContext();
    private int attempt = 1;

    public Rehearsal(String name, DatabaseSpec database, boolean overwrite) {
        this(
                name,
                database,
                overwrite,
                TestPostgres.source(),
                TestPostgres.source().server(),
                TestPostgres.target().server());
    }

    /// @param from holds the snapshot
    /// @param source as the copy worker reaches it
    /// @param target as the copy worker reaches it
    public Rehearsal(
            String name,
            DatabaseSpec database,
            boolean overwrite,
            TestPostgres from,
            Server source,
            Server target) {
        this.spec =
                new MigrationSpec(
                        name,
                        Mode.OFFLINE,
                        Option.MIGRATE,
                        SourceType.POSTGRESQL,
                        source,
                        target,
                        List.of(database),
                        overwrite,
                        true,
                        false,
                        Verification.NONE,
                        2,
                        "none");
        this.database = database;
        this.performer =
                new CopyPerformer(
                        new PostgresConnections((_, _) -> null),
                        new CopyWorkerProperties(
                                1,
                                workFolder(),
                                null,
                                DataSize.ofMegabytes(64),
                                DataSize.ofMegabytes(256),
                                2));
        this.holder = from.connect(database.name());
        this.snapshot = exportSnapshot();
    }

    /// Everything of one name moves.
    public static Rehearsal of(String name, String database) {
        return new Rehearsal(name, new DatabaseSpec(database, database, TableFilter.ALL), false);
    }

    /// Everything of one name moves between two servers of a test's own.
    public static Rehearsal between(TestPostgres source, TestPostgres target, String database) {
        return new Rehearsal(
                "between",
                new DatabaseSpec(database, database, TableFilter.ALL),
                false,
                source,
                source.server(),
                target.server());
    }

    private static Path workFolder() {
        return Path.of("target", "rehearsals", UUID.randomUUID().toString());
    }

    private String exportSnapshot() {
        try (Statement statement = holder.createStatement()) {
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            holder.setAutoCommit(false);
            try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next commands are another attempt, with a context of their own.
    public RecordingContext nextAttempt() {
        attempt++;
        RecordingContext fresh = new RecordingContext();
        context.events(MigrationEvent.class).forEach(fresh::publish);
        context = fresh;
        return fresh;
    }

    public RecordingContext context() {
        return context;
    }

    public String staging() {
        return MigrationNames.staging(spec.instance(), database.name(), GENERATION);
    }

    public String aside() {
        return MigrationNames.aside(spec.instance(), database.name());
    }

    public void migrate() {
        prepareRoles();
        fill();
        swap();
        tidy();
    }

    /// All that the staging database is to hold.
    public void fill() {
        prepare();
        copyAndBuild();
        finish();
    }

    public void prepareRoles() {
        perform(new PrepareRoles(ref("roles"), spec));
    }

    public void prepare() {
        perform(new PrepareDatabase(ref("prepare"), spec, database, staging(), snapshot));
    }

    public void copyAndBuild() {
        List<TableRef> tables =
                context.events(TablesPlanned.class).stream()
                        .filter(planned -> planned.work().attempt() == attempt)
                        .flatMap(planned -> planned.tables().stream())
                        .map(PlannedTable::table)
                        .toList();
        context.events(CopiesPlanned.class).stream()
                .filter(planned -> planned.work().attempt() == attempt)
                .flatMap(planned -> planned.copies().stream())
                .forEach(copy ->
                        perform(
                                new CopyTables(
                                        ref("copy/" + copy.number()),
                                        spec.endpoints(),
                                        database.name(),
                                        staging(),
                                        snapshot,
                                        tables,
                                        copy.parts())));
        context.events(IndexesPlanned.class).stream()
                .filter(planned -> planned.work().attempt() == attempt)
                .flatMap(planned -> planned.builds().stream())
                .forEach(build ->
                        perform(
                                new BuildIndexes(
                                        ref("build/" + build.number()),
                                        spec.endpoints(),
                                        database.name(),
                                        staging(),
                                        build.number(),
                                        tables,
                                        build.indexes(),
                                        false)));
    }

    public void finish() {
        perform(new FinishDatabase(ref("finish"), spec, database, staging(), snapshot));
    }

    public void swap() {
        perform(new SwapDatabase(ref("swap"), spec, database, staging(), aside()));
    }

    /// Fences the source and writes a marker.
    public void markCutover() {
        perform(new MarkCutover(ref("mark"), spec, database, staging(), 1, true));
    }

    public void tidy() {
        perform(new TidyTarget(ref("tidy"), spec, List.of(aside())));
    }

    /// What was intended so far, last first.
    public void undo() {
        List<Change> changes = new ArrayList<>(changes());
        Collections.reverse(changes);
        perform(new UndoChanges(ref("undo"), spec, changes));
    }

    public void undoOnly(String change) {
        List<Change> only = changes().stream().filter(each -> each.id().equals(change)).toList();
        perform(new UndoChanges(ref("undo"), spec, only));
    }

    public List<Change> changes() {
        return context.events(ChangeIntended.class).stream()
                .map(ChangeIntended::change)
                .distinct()
                .toList();
    }

    public List<String> notices() {
        return context.events(NoticeRaised.class).stream()
                .map(raised -> raised.notice().code())
                .distinct()
                .sorted()
                .toList();
    }

    /// What the notices of one code name.
    public List<String> objects(String code) {
        return context.events(NoticeRaised.class).stream()
                .filter(raised -> raised.notice().code().equals(code))
                .flatMap(raised -> raised.notice().objects().stream())
                .toList();
    }

    public void perform(CopyCommand command) {
        context.publish(performer.perform(command, context));
    }

    private WorkRef ref(String id) {
        return new WorkRef(spec.name(), id, attempt, 1, database.name(), GENERATION);
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
