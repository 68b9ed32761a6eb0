package io.godwit.copy.databases;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.TargetTidied;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.TidyTarget;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;

/// Drops the databases that are not needed any more once every database is in place.
public final class DatabaseTidying {
    private final Sessions sessions;

    public DatabaseTidying(Sessions sessions) {
        this.sessions = sessions;
    }

    public TargetTidied perform(TidyTarget command, WorkContext context) {
        try (Session maintenance =
                sessions.open(command.endpoints(), Side.TARGET, null, "tidy", context)) {
            Databases databases = new Databases(maintenance, context);
            command.asides().forEach(databases::drop);
        }
        return new TargetTidied(command.work());
    }
}
