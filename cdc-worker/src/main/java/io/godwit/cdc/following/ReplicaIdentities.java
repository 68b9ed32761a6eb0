package io.godwit.cdc.following;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Lets the server tell which row was changed, by all of its columns, where no key does. Without,
/// the source would refuse its own applications' updates once the table is published.
final class ReplicaIdentities {
    private static final String LOCKED = "55P03";

    /// While the change waits for its lock, everybody else waits behind it.
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(300);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 300;

    private final SourceSessions sessions;
    private final Consumer<MigrationEvent> events;

    ReplicaIdentities(SourceSessions sessions, Consumer<MigrationEvent> events) {
        this.sessions = sessions;
        this.events = events;
    }

    void setFull(Connection source, FollowedTable table) {
        events.accept(new ChangeIntended(change(table)));
        String doing = "setting the replica identity of " + table.quoted();
        try (Statement statement = source.createStatement()) {
            statement.execute(FollowingQueries.lockTimeout(LOCK_TIMEOUT.toMillis()));
            int attempt = 1;
            while (!attempt(statement, table, attempt)) {
                attempt++;
                sessions.checkCanceled();
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
            statement.execute(FollowingQueries.lockTimeout(0));
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, doing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + doing, e);
        }
    }

    private static boolean attempt(Statement statement, FollowedTable table, int attempt)
            throws SQLException {
        try {
            statement.execute(FollowingQueries.identifyByAll(table.quoted()));
            return true;
        } catch (SQLException e) {
            if (!LOCKED.equals(e.getSQLState()) || attempt == ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }

    private Change change(FollowedTable table) {
        String database = sessions.database();
        return new Change(
                "replica-identity-set/%s/%s".formatted(database, table.quoted()),
                Side.SOURCE,
                ChangeKind.REPLICA_IDENTITY_SET,
                table.quoted(),
                table.identity(),
                FollowingQueries.identifyBy(table.quoted(), table.identity()),
                database);
    }
}
