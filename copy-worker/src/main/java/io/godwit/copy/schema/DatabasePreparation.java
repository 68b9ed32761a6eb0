package io.godwit.copy.schema;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.DatabasePrepared;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.PrepareDatabase;
import io.godwit.common.postgres.ClientTools;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.copy.databases.StagingDatabase;
import io.godwit.copy.planning.CopyPlanner;
import io.godwit.copy.planning.PlanTotals;
import io.godwit.copy.rows.Markers;
import io.godwit.copy.schema.SchemaRestore.Section;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import java.nio.file.Path;
import java.sql.SQLException;

/// Makes the staging database with everything that must be there before rows, and has the copy
/// planned. What an attempt left half done is begun anew; what one finished is only planned again.
public final class DatabasePreparation {
    private final PostgresConnections connections;
    private final Sessions sessions;
    private final ClientTools tools;
    private final WorkFolders folders;
    private final CopyPlanner planner;

    public DatabasePreparation(
            PostgresConnections connections,
            ClientTools tools,
            WorkFolders folders,
            CopyPlanner planner) {
        this.connections = connections;
        this.sessions = new Sessions(connections);
        this.tools = tools;
        this.folders = folders;
        this.planner = planner;
    }

    /// An attempt waits until every other one at the same staging database has ended; so none drops
    /// what another has just made ready and others are filling.
    public DatabasePrepared perform(PrepareDatabase command, WorkContext context) {
        try (Session source = source(command, context);
                Session maintenance =
                        sessions.open(command.endpoints(), Side.TARGET, null, "schema", context)) {
            StagingDatabase.lock(maintenance, command.staging());
            source.readSnapshot(command.snapshot());
            TableSelection.Result selection = TableSelection.resolve(source, command.database());
            if (!StagingDatabase.exists(maintenance, command.staging(), context)
                    || !isReady(command, context)) {
                makeReady(command, source, maintenance, selection, context);
            }
            PlanTotals totals = plan(command, source, selection.selected(), context);
            return new DatabasePrepared(
                    command.work(), totals.tables(), totals.copies(), totals.builds());
        }
    }

    private Session source(PrepareDatabase command, WorkContext context) {
        return sessions.open(
                command.endpoints(), Side.SOURCE, command.database().name(), "schema", context);
    }

    /// The markers come last; where they are, the schema is complete.
    private boolean isReady(PrepareDatabase command, WorkContext context) {
        try (Session staging = staging(command, context)) {
            return Markers.installed(staging.connection());
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "looking for the markers");
        }
    }

    private Session staging(PrepareDatabase command, WorkContext context) {
        return sessions.open(
                command.endpoints(), Side.TARGET, command.staging(), "schema", context);
    }

    private void makeReady(
            PrepareDatabase command,
            Session source,
            Session maintenance,
            TableSelection.Result selection,
            WorkContext context) {
        SchemaWork work =
                new SchemaWork(
                        command.endpoints(),
                        command.database().name(),
                        command.staging(),
                        command.snapshot(),
                        selection,
                        tools.choose(source.version().major(), maintenance.version().major()),
                        folders.of(command.staging(), command.snapshot()));
        StagingDatabase.create(source, maintenance, command.staging(), context);
        raiseNotices(command, source, selection, context);
        restore(work, source, command.spec().parallelism(), context);
        try (Session staging = staging(command, context)) {
            if (command.spec().mode() == Mode.ONLINE) {
                CatalogRecord.keep(source, staging);
            }
            Markers.install(staging.connection());
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "installing the markers");
        }
    }

    private static void raiseNotices(
            PrepareDatabase command,
            Session source,
            TableSelection.Result selection,
            WorkContext context) {
        selection.selected().notices().forEach(each -> context.publish(new NoticeRaised(each)));
        UnmovedObjects.notices(source, command.database().name())
                .forEach(each -> context.publish(new NoticeRaised(each)));
    }

    private void restore(SchemaWork work, Session source, int parallelism, WorkContext context) {
        Path archive = new SchemaArchive(connections).make(work, context);
        SchemaRestore restore = new SchemaRestore(connections);
        dropPublicSchema(work, source, context);
        TableOfContents contents = restore.contents(work, archive, Section.PRE_DATA, context);
        TableOfContents moving = work.selection().moving(contents);
        restore.restorePreData(work, archive, moving, parallelism, context);
    }

    /// Every new database has it; `pg_restore` makes it for no source that lacks it.
    private void dropPublicSchema(SchemaWork work, Session source, WorkContext context) {
        boolean there = source.holds("looking for schema public", UnmovedObjects.HAS_PUBLIC);
        if (!there) {
            try (Session staging =
                    sessions.open(
                            work.endpoints(), Side.TARGET, work.staging(), "schema", context)) {
                staging.execute("dropping schema public", "DROP SCHEMA IF EXISTS public");
            }
        }
    }

    private PlanTotals plan(
            PrepareDatabase command, Session source, SelectedTables selected, WorkContext context) {
        try (Session staging = staging(command, context)) {
            return planner.plan(
                    source.connection(), staging.connection(), command, selected, context);
        }
    }
}
