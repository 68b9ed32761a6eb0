package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.DatabaseFinished;
import io.godwit.common.migration.MigrationEvent.KeysAttached;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.AttachKeys;
import io.godwit.common.migration.WorkerCommand.FinishDatabase;
import io.godwit.copy.finishing.Identities.Identity;
import io.godwit.copy.schema.CatalogObject;
import io.godwit.copy.schema.PostDataRestore;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.schema.TableSelection;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import java.util.Set;

/// Everything after rows and indexes. Each step leaves what is there already, so that the whole may
/// be repeated from any point.
public final class DatabaseFinishing {
    private final Sessions sessions;
    private final PostDataRestore postData;

    public DatabaseFinishing(Sessions sessions, PostDataRestore postData) {
        this.sessions = sessions;
        this.postData = postData;
    }

    public DatabaseFinished perform(FinishDatabase command, WorkContext context) {
        String database = command.database().name();
        try (Session source =
                        sessions.open(
                                command.endpoints(), Side.SOURCE, database, "finish", context);
                Session staging =
                        sessions.open(
                                command.endpoints(),
                                Side.TARGET,
                                command.staging(),
                                "finish",
                                context)) {
            source.readSnapshot(command.snapshot());
            SelectedTables selected = TableSelection.of(source, command.database());
            finish(command, source, staging, selected, context);
        }
        return new DatabaseFinished(command.work());
    }

    /// What applying needs: keys find rows, and statistics let the planner use them.
    public KeysAttached attachKeys(AttachKeys command, WorkContext context) {
        try (Session source =
                        sessions.open(
                                command.endpoints(),
                                Side.SOURCE,
                                command.database().name(),
                                "keys",
                                context);
                Session staging =
                        sessions.open(
                                command.endpoints(),
                                Side.TARGET,
                                command.staging(),
                                "keys",
                                context)) {
            source.readSnapshot(command.snapshot());
            KeyAttachment.attach(
                    source,
                    staging,
                    TableSelection.of(source, command.database()),
                    Identities.of(staging).names());
            new Statistics(sessions, command.endpoints(), command.staging(), context)
                    .gather(staging, command.spec().parallelism());
        }
        return new KeysAttached(command.work());
    }

    private void finish(
            FinishDatabase command,
            Session source,
            Session staging,
            SelectedTables selected,
            WorkContext context) {
        String database = command.database().name();
        KeyAttachment.attach(source, staging, selected, Identities.of(staging).names());
        new LargeObjects(source, staging, context).copy(database);
        SequenceStates.copy(source, staging, selected);
        restorePostData(command, source, staging, context);
        new Statistics(sessions, command.endpoints(), command.staging(), context)
                .gather(staging, command.spec().parallelism());
        new DatabaseProperties(source, staging, database, command.staging()).copy(context);
        Inventory.prove(source, staging, selected, database, context);
    }

    private void restorePostData(
            FinishDatabase command, Session source, Session staging, WorkContext context) {
        Set<Identity> present = Identities.of(staging).names();
        Set<CatalogObject> done = Identities.of(source).in(present);
        postData.restore(command, source, staging, done, context);
    }
}
