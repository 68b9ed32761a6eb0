package io.godwit.copy.cutover;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Closes a source database to its applications: transactions are read-only from now on unless they
/// ask otherwise, and whoever was connected before is disconnected. It is opened again by the undo
/// of its change.
final class SourceFence {
    private static final String DOING = "fencing the source";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Session maintenance;
    private final String database;
    private final WorkContext context;

    /// @param maintenance a session in the source's maintenance database
    SourceFence(Session maintenance, String database, WorkContext context) {
        this.maintenance = maintenance;
        this.database = database;
        this.context = context;
    }

    private record Writer(int pid, String who) {}

    /// @throws MigrationException `SESSIONS_REMAIN` if somebody may still write
    void close() {
        refusePrepared();
        Turn.take(maintenance, database, context);
        context.publish(new ChangeIntended(change()));
        // After it is in the log: whoever opens the database from now on knows of this session.
        context.confirmWanted();
        maintenance.execute(DOING, CutoverQueries.readOnly(database, "on"));
        String since = maintenance.texts(DOING, CutoverQueries.NOW).getFirst();
        Instant deadline = Instant.now().plus(PATIENCE);
        List<Writer> writers = writers(since);
        while (!writers.isEmpty()) {
            context.checkStopping();
            if (Instant.now().isAfter(deadline)) {
                throw remain(writers.stream().map(Writer::who).toList());
            }
            writers.forEach(writer -> terminate(writer.pid()));
            LockSupport.parkNanos(PAUSE.toNanos());
            writers = writers(since);
        }
        refusePrepared();
    }

    /// A prepared transaction can be committed by anybody at any time, read-only or not.
    private void refusePrepared() {
        List<String> prepared = maintenance.texts(DOING, CutoverQueries.PREPARED, database);
        if (!prepared.isEmpty()) {
            throw remain(prepared.stream().map(gid -> "prepared transaction " + gid).toList());
        }
    }

    private MigrationException remain(List<String> who) {
        return new MigrationException(
                FailureCode.SESSIONS_REMAIN,
                "database %s may still be written to by: %s"
                        .formatted(database, String.join("; ", who)));
    }

    private List<Writer> writers(String since) {
        return maintenance.list(
                DOING,
                CutoverQueries.writers(maintenance.version()),
                row -> new Writer(row.getInt(1), row.getString(2)),
                database,
                since);
    }

    private void terminate(int pid) {
        maintenance.texts(DOING, CutoverQueries.TERMINATE, pid);
    }

    private Change change() {
        Optional<String> before =
                maintenance.texts(DOING, CutoverQueries.READ_ONLY_SETTING, database).stream()
                        .findFirst();
        return new Change(
                "source-fenced/" + database,
                Side.SOURCE,
                ChangeKind.SOURCE_FENCED,
                database,
                before.orElse(""),
                opening(database, before.orElse("")),
                database);
    }

    /// @param before the setting that the database had, empty if none
    static String opening(String database, String before) {
        return before.isEmpty()
                ? CutoverQueries.resetReadOnly(database)
                : CutoverQueries.readOnly(database, before);
    }
}
