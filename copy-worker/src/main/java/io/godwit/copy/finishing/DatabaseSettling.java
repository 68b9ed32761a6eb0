package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.MigrationEvent.DatabaseSettled;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.SettleDatabase;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.schema.TableSelection;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import java.util.List;

/// What no stream of changes brings, after the last change was applied: sequences, large objects,
/// unlogged tables, materialized views; and what applying had switched off. May be repeated.
public final class DatabaseSettling {
    private static final String RESTORING = "switching on what applying had switched off";

    private final Sessions sessions;

    public DatabaseSettling(Sessions sessions) {
        this.sessions = sessions;
    }

    public DatabaseSettled perform(SettleDatabase command, WorkContext context) {
        String database = command.database().name();
        try (Session source =
                        sessions.open(
                                command.endpoints(), Side.SOURCE, database, "settle", context);
                Session staging =
                        sessions.open(
                                command.endpoints(),
                                Side.TARGET,
                                command.staging(),
                                "settle",
                                context)) {
            SelectedTables selected = TableSelection.of(source, command.database());
            SequenceStates.copy(source, staging, selected);
            OwnedSequences.noticeBehind(staging, database, context);
            new LargeObjects(source, staging, context).copyAgain(database);
            String publication =
                    MigrationNames.following(command.spec(), command.database()).publication();
            UnstreamedTables.copyAgain(source, staging, selected, publication, context);
            restore(staging);
            command.identities().forEach(change -> resetIdentity(change, staging));
            MaterializedViews.refresh(source, staging, context);
        }
        return new DatabaseSettled(command.work());
    }

    /// The source's own is set back once it is not followed any more.
    private static void resetIdentity(Change change, Session staging) {
        staging.execute(
                "resetting the replica identity of " + change.object(),
                "ALTER TABLE %s REPLICA IDENTITY %s".formatted(change.object(), change.replaced()));
    }

    private static void restore(Session staging) {
        if (!staging.holds(RESTORING, FinishQueries.HAS_RESTORE)) {
            return;
        }
        staging.transaction(
                RESTORING,
                () -> {
                    List<String> statements = staging.texts(RESTORING, FinishQueries.RESTORE);
                    statements.forEach(statement -> staging.execute(RESTORING, statement));
                    staging.execute(RESTORING, FinishQueries.FORGET_RESTORE);
                });
    }
}
