package io.godwit.copy.databases;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.ChangeUndone;
import io.godwit.common.migration.MigrationEvent.ChangesUndone;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.UndoChanges;
import io.godwit.copy.cutover.SourceUndoing;
import io.godwit.copy.roles.RoleUndoing;
import io.godwit.copy.schema.WorkFolders;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import io.godwit.copy.sessions.Turn;
import java.util.List;
import java.util.Optional;

/// Undoes what was made on either side, each change only as far as it is still there and still
/// ours. The target comes first: a source that cannot be reached any more holds up nothing there.
public final class ChangeUndoing {
    private final Sessions sessions;
    private final WorkFolders folders;

    public ChangeUndoing(Sessions sessions, WorkFolders folders) {
        this.sessions = sessions;
        this.folders = folders;
    }

    public ChangesUndone perform(UndoChanges command, WorkContext context) {
        if (!changes(command, Side.TARGET).isEmpty()) {
            undoOnTarget(command, context);
        }
        SourceUndoing source = new SourceUndoing(sessions, command.endpoints(), context);
        for (Change change : changes(command, Side.SOURCE)) {
            context.checkStopping();
            undo(change, source);
            context.publish(new ChangeUndone(change.id()));
        }
        return new ChangesUndone(command.work());
    }

    private static List<Change> changes(UndoChanges command, Side side) {
        return command.changes().stream().filter(change -> change.side() == side).toList();
    }

    private void undoOnTarget(UndoChanges command, WorkContext context) {
        try (Session maintenance =
                sessions.open(command.endpoints(), Side.TARGET, null, "undo", context)) {
            Databases databases = new Databases(maintenance, context);
            for (Change change : changes(command, Side.TARGET)) {
                context.checkStopping();
                undo(change, databases, maintenance, context);
                context.publish(new ChangeUndone(change.id()));
            }
        }
    }

    private static void undo(Change change, SourceUndoing source) {
        switch (change.kind()) {
            case SLOT_CREATED -> source.dropSlot(change);
            case PUBLICATION_CREATED -> source.dropPublication(change);
            case REPLICA_IDENTITY_SET -> source.resetReplicaIdentity(change);
            case SOURCE_FENCED -> source.openFence(change);
            case DATABASE_CREATED, DATABASE_SWAPPED, ROLE_CREATED, MEMBERSHIP_GRANTED ->
                    throw new IllegalStateException(change.kind() + " on the source");
        }
    }

    private void undo(
            Change change, Databases databases, Session maintenance, WorkContext context) {
        switch (change.kind()) {
            case DATABASE_CREATED -> {
                databases.drop(change.object());
                folders.forget(change.object());
            }
            case DATABASE_SWAPPED -> {
                Turn.take(maintenance, change.object(), context);
                context.confirmWanted();
                swapBack(change, databases);
            }
            case ROLE_CREATED -> RoleUndoing.drop(maintenance, change, context);
            case MEMBERSHIP_GRANTED -> RoleUndoing.revoke(maintenance, change);
            case SLOT_CREATED, PUBLICATION_CREATED, REPLICA_IDENTITY_SET, SOURCE_FENCED ->
                    throw new IllegalStateException(change.kind() + " on the target");
        }
    }

    /// A database that is not the one that took the name is not touched.
    private static void swapBack(Change change, Databases databases) {
        long ours = Long.parseLong(change.id().substring(change.id().lastIndexOf('/') + 1));
        String gone = "godwit_gone_" + ours;
        Optional<Long> present = databases.oid(change.object());
        boolean inPlace = present.isPresent() && present.get() == ours;
        boolean aside = !change.replaced().isEmpty() && databases.exists(change.replaced());
        if (aside && present.isPresent() && !inPlace) {
            throw new MigrationException(
                    FailureCode.TARGET_DATABASE_EXISTS,
                    "database %s cannot take its name %s back: another database has it"
                            .formatted(change.replaced(), change.object()));
        }
        if (inPlace && !aside && !change.replaced().isEmpty()) {
            throw new MigrationException(
                    FailureCode.TOO_LATE_TO_CANCEL,
                    "the database that %s replaced is dropped already".formatted(change.object()));
        }
        if (inPlace) {
            databases.close(change.object());
        }
        databases.transaction(
                "swapping back database " + change.object(),
                () -> {
                    if (inPlace) {
                        databases.rename(change.object(), gone);
                    }
                    if (aside) {
                        databases.rename(change.replaced(), change.object());
                    }
                });
        reopen(change, databases);
        databases.drop(gone);
    }

    /// The old database was closed for the swap, even if the swap did not come about.
    private static void reopen(Change change, Databases databases) {
        if (!change.replaced().isEmpty() && databases.exists(change.object())) {
            databases.open(change.object());
        }
    }
}
