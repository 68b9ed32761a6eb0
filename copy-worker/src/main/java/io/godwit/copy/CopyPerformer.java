package io.godwit.copy;

import io.godwit.common.messaging.Performer;
import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.WorkerCommand.AttachKeys;
import io.godwit.common.migration.WorkerCommand.BuildIndexes;
import io.godwit.common.migration.WorkerCommand.CopyCommand;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.common.migration.WorkerCommand.FinishDatabase;
import io.godwit.common.migration.WorkerCommand.MarkCutover;
import io.godwit.common.migration.WorkerCommand.PrepareDatabase;
import io.godwit.common.migration.WorkerCommand.PrepareRoles;
import io.godwit.common.migration.WorkerCommand.ResumeCopy;
import io.godwit.common.migration.WorkerCommand.SettleDatabase;
import io.godwit.common.migration.WorkerCommand.SwapDatabase;
import io.godwit.common.migration.WorkerCommand.TidyTarget;
import io.godwit.common.migration.WorkerCommand.UndoChanges;
import io.godwit.common.postgres.ClientTools;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.copy.cutover.CutoverMark;
import io.godwit.copy.databases.ChangeUndoing;
import io.godwit.copy.databases.DatabaseSwap;
import io.godwit.copy.databases.DatabaseTidying;
import io.godwit.copy.finishing.DatabaseFinishing;
import io.godwit.copy.finishing.DatabaseSettling;
import io.godwit.copy.indexes.IndexBuilder;
import io.godwit.copy.planning.CopyPlanner;
import io.godwit.copy.roles.RolePreparation;
import io.godwit.copy.rows.CopyResumption;
import io.godwit.copy.rows.TableCopier;
import io.godwit.copy.schema.DatabasePreparation;
import io.godwit.copy.schema.PostDataRestore;
import io.godwit.copy.schema.WorkFolders;
import io.godwit.copy.sessions.Sessions;

/// Hands each command to what carries it out. Thread-safe.
public final class CopyPerformer implements Performer<CopyCommand> {
    private final RolePreparation roles;
    private final DatabasePreparation preparation;
    private final TableCopier copier;
    private final CopyResumption resumption;
    private final IndexBuilder indexes;
    private final DatabaseFinishing finishing;
    private final DatabaseSwap swap;
    private final DatabaseTidying tidying;
    private final ChangeUndoing undoing;
    private final CutoverMark marking;
    private final DatabaseSettling settling;

    public CopyPerformer(PostgresConnections connections, CopyWorkerProperties properties) {
        Sessions sessions = new Sessions(connections);
        ClientTools tools = new ClientTools(properties.clientTools());
        WorkFolders folders = new WorkFolders(properties.workFolder());
        this.roles = new RolePreparation(sessions);
        this.preparation =
                new DatabasePreparation(
                        connections, tools, folders, new CopyPlanner(properties.planLimits()));
        this.copier = new TableCopier(connections);
        this.resumption = new CopyResumption(connections, sessions);
        this.indexes = new IndexBuilder(connections, properties.indexSettings());
        this.finishing =
                new DatabaseFinishing(sessions, new PostDataRestore(connections, tools, folders));
        this.swap = new DatabaseSwap(sessions, folders);
        this.tidying = new DatabaseTidying(sessions);
        this.undoing = new ChangeUndoing(sessions, folders);
        this.marking = new CutoverMark(sessions);
        this.settling = new DatabaseSettling(sessions);
    }

    @Override
    public MigrationEvent perform(CopyCommand command, WorkContext context) {
        return switch (command) {
            case PrepareRoles prepare -> roles.perform(prepare, context);
            case PrepareDatabase prepare -> preparation.perform(prepare, context);
            case CopyTables copy -> copier.perform(copy, context);
            case ResumeCopy resume -> resumption.perform(resume, context);
            case BuildIndexes build -> indexes.perform(build, context);
            case AttachKeys attach -> finishing.attachKeys(attach, context);
            case FinishDatabase finish -> finishing.perform(finish, context);
            case SwapDatabase swapping -> swap.perform(swapping, context);
            case TidyTarget tidy -> tidying.perform(tidy, context);
            case UndoChanges undo -> undoing.perform(undo, context);
            case MarkCutover mark -> marking.perform(mark, context);
            case SettleDatabase settle -> settling.perform(settle, context);
        };
    }
}
