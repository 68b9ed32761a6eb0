package io.godwit.copy.databases;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.Side;
import io.godwit.copy.sessions.Session;

/// The database that the target's new database is filled in.
public final class StagingDatabase {
    private StagingDatabase() {}

    /// Creates it empty, with the source's encoding and locale; what an earlier attempt or an
    /// earlier generation left is dropped.
    ///
    /// @param source a session in the source database
    /// @param maintenance a session on the target
    public static void create(
            Session source, Session maintenance, String staging, WorkContext context) {
        context.publish(new ChangeIntended(change(staging)));
        Databases databases = new Databases(maintenance, context);
        DatabaseForm form = DatabaseForm.of(source);
        databases.withPrefix(withoutGeneration(staging)).forEach(databases::drop);
        databases.create(staging, form);
    }

    /// Waits for whoever else is preparing it; the lock is held until the session ends.
    public static void lock(Session maintenance, String staging) {
        maintenance.texts("locking database " + staging, DatabaseQueries.LOCK, staging);
    }

    public static boolean exists(Session maintenance, String staging, WorkContext context) {
        return new Databases(maintenance, context).exists(staging);
    }

    private static Change change(String staging) {
        return new Change(
                "database-created/" + staging,
                Side.TARGET,
                ChangeKind.DATABASE_CREATED,
                staging,
                "",
                DatabaseQueries.drop(staging));
    }

    private static String withoutGeneration(String staging) {
        return staging.substring(0, staging.lastIndexOf('_') + 1);
    }
}
