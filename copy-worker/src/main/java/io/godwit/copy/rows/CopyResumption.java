package io.godwit.copy.rows;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.CopyResumed;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.ResumeCopy;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.copy.schema.SchemaDrift;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Goes on with a copy under a new snapshot: tables that are whole stay as they are, and applying
/// brings them to where the others will be; tables of which only parts are there are emptied.
public final class CopyResumption {
    private static final String PURPOSE = "resume";

    private final PostgresConnections connections;
    private final Sessions sessions;

    public CopyResumption(PostgresConnections connections, Sessions sessions) {
        this.connections = connections;
        this.sessions = sessions;
    }

    /// @throws io.godwit.common.migration.MigrationException `SNAPSHOT_LOST`; `SCHEMA_CHANGED` if a
    ///   table was dropped and made anew, whose changes nobody follows; and whatever the servers
    ///   say
    public CopyResumed perform(ResumeCopy command, WorkContext context) {
        List<String> changed = changed(command, context);
        return changed.isEmpty()
                ? new CopyResumed(command.work(), emptied(command, context), List.of())
                : new CopyResumed(command.work(), List.of(), changed);
    }

    private List<String> changed(ResumeCopy command, WorkContext context) {
        String database = command.database().name();
        try (Session source =
                        sessions.open(
                                command.endpoints(), Side.SOURCE, database, PURPOSE, context);
                Session staging =
                        sessions.open(
                                command.endpoints(),
                                Side.TARGET,
                                command.staging(),
                                PURPOSE,
                                context)) {
            source.readSnapshot(command.snapshot());
            SchemaDrift drift = SchemaDrift.of(source, staging, command.spec(), command.database());
            drift.refuseUnfollowed(database);
            return drift.changed();
        }
    }

    private List<Integer> emptied(ResumeCopy command, WorkContext context) {
        try (Connection staging =
                        connections.open(
                                command.endpoints(), Side.TARGET, command.staging(), PURPOSE);
                WorkContext.Registration _ =
                        context.closeOnStop(() -> staging.abort(Runnable::run))) {
            return TornTables.empty(
                    staging,
                    command.work(),
                    command.spec().databases().indexOf(command.database()),
                    command.copies(),
                    command.tables());
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "emptying tables that are there in parts");
        }
    }
}
