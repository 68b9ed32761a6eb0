package io.godwit.copy.sessions;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import java.time.Duration;
import java.util.List;

/// The right to close, open or rename one database of a server. One session at a time has it, until
/// it ends. Whoever takes it ends the session that has it: that attempt was given up, and must not
/// go on when it wakes up. After taking it, [WorkContext#confirmWanted] tells whether one has been
/// given up oneself.
public final class Turn {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 10;

    private static final String TRY =
            "SELECT pg_try_advisory_lock(hashtext('godwit turn'), hashtext(?))";

    /// An advisory lock of two keys shows them as unsigned numbers.
    private static final String END_HOLDERS =
            """
            SELECT pg_terminate_backend(pid)::text FROM pg_locks
             WHERE locktype = 'advisory' AND objsubid = 2 AND pid <> pg_backend_pid()
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND classid::int8 = hashtext('godwit turn')::int8 & 4294967295
               AND objid::int8 = hashtext(?)::int8 & 4294967295
            """;

    private Turn() {}

    /// @param maintenance a session in the server's maintenance database
    /// @throws MigrationException `LOCK_CONFLICT` if the session that has it will not end
    public static void take(Session maintenance, String database, WorkContext context) {
        String doing = "taking the turn at database " + database;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!maintenance.holds(doing, TRY, database)) {
            List<String> _ = maintenance.texts(doing, END_HOLDERS, database);
            if (System.nanoTime() > deadline) {
                throw new MigrationException(
                        FailureCode.LOCK_CONFLICT,
                        "an earlier session at database %s will not end".formatted(database));
            }
            Pause.of(PAUSE_MILLIS, context);
        }
    }
}
