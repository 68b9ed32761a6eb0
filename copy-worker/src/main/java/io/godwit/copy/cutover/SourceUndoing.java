package io.godwit.copy.cutover;

import static java.util.Objects.requireNonNull;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import io.godwit.copy.sessions.Turn;
import org.jspecify.annotations.Nullable;

/// Takes away what following needed on the source, each only as far as it is still there.
public final class SourceUndoing {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_SCHEMA = "3F000";

    private final Sessions sessions;
    private final Endpoints endpoints;
    private final WorkContext context;

    public SourceUndoing(Sessions sessions, Endpoints endpoints, WorkContext context) {
        this.sessions = sessions;
        this.endpoints = endpoints;
        this.context = context;
    }

    /// Frees the WAL that it holds; somebody who reads it still is disconnected first.
    public void dropSlot(Change change) {
        String doing = "dropping the slot " + change.object();
        try (Session source = open(null)) {
            source.list(doing, CutoverQueries.SLOT, row -> row.getInt(1), change.object()).stream()
                    .filter(pid -> pid != 0)
                    .forEach(pid -> source.texts(doing, CutoverQueries.TERMINATE, pid));
            source.texts(doing, CutoverQueries.DROP_SLOT, change.object());
        } catch (MigrationException e) {
            throw stillRead(e);
        }
    }

    /// The reader that was disconnected may not have left yet.
    private static MigrationException stillRead(MigrationException e) {
        return e.failure().code() == FailureCode.TARGET_DATABASE_IN_USE
                ? new MigrationException(FailureCode.LOCK_CONFLICT, e.failure().message())
                : e;
    }

    /// Takes its marker table with it, where the server needs one.
    public void dropPublication(Change change) {
        try (Session source = open(change)) {
            source.execute(
                    "dropping the publication " + change.object(),
                    CutoverQueries.dropPublication(change.object()));
            source.execute(
                    "dropping the marker table", "DROP SCHEMA IF EXISTS _godwit_source CASCADE");
        }
    }

    public void resetReplicaIdentity(Change change) {
        String doing = "resetting the replica identity of " + change.object();
        try (Session source = open(change)) {
            source.execute(
                    doing, CutoverQueries.replicaIdentity(change.object(), change.replaced()));
        } catch (MigrationException e) {
            if (!gone(e.failure().sqlState())) {
                throw e;
            }
        }
    }

    private static boolean gone(@Nullable String state) {
        return UNDEFINED_TABLE.equals(state) || UNDEFINED_SCHEMA.equals(state);
    }

    public void openFence(Change change) {
        try (Session source = open(null)) {
            Turn.take(source, change.object(), context);
            context.confirmWanted();
            source.execute(
                    "opening the source's database " + change.object(),
                    SourceFence.opening(change.object(), change.replaced()));
        }
    }

    private Session open(@Nullable Change change) {
        return sessions.open(
                endpoints,
                Side.SOURCE,
                change == null ? null : requireNonNull(change.database()),
                "undo",
                context);
    }
}
