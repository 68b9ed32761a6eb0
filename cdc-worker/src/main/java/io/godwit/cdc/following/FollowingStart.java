package io.godwit.cdc.following;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FollowedSource;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.FollowingStarted;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGProperty;

/// Opens the snapshot of a followed database. The first time, what following needs is made before:
/// identities, then the publication, then the slot, then the snapshot that begins where the slot
/// does. In any other order changes would be lost, or the source's own updates refused.
public final class FollowingStart {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int SNAPSHOT_TIMEOUT_SECONDS = 30;

    private final FollowedSource follow;
    private final SourceSessions sessions;
    private final Consumer<MigrationEvent> events;
    private final Consumer<String> forget;
    private final Publication publication;
    private final Slot slot;

    /// @param events takes facts, and returns once the log has them
    /// @param forget deletes a topic, if it is there
    public FollowingStart(
            PostgresConnections connections,
            Endpoints endpoints,
            FollowedSource follow,
            Consumer<MigrationEvent> events,
            Consumer<String> forget) {
        String database = follow.database().name();
        this.follow = follow;
        this.sessions = new SourceSessions(connections, endpoints, database);
        this.events = events;
        this.forget = forget;
        this.publication = new Publication(follow.following().publication(), database, events);
        this.slot = new Slot(follow.following().slot(), database, events);
    }

    /// May wait long, for locks and for the transactions that run on the source; see [#cancel].
    ///
    /// @throws MigrationException if the source refuses, or the slot is gone that was there
    public OpenedSnapshot open() {
        Long horizon = follow.horizon();
        return horizon == null ? begin() : goOn(horizon);
    }

    /// Ends an [#open] that waits; it throws then. From another thread.
    public void cancel() {
        sessions.cancel();
    }

    private OpenedSnapshot begin() {
        Connection source = sessions.open("following");
        try {
            ServerVersion version = version(source);
            checkLogical(source);
            slot.drop(source);
            publication.drop(source);
            forget.accept(follow.following().topic());
            FollowedTables tables = tables(source);
            ReplicaIdentities identities = new ReplicaIdentities(sessions, events);
            tables.withoutIdentity().forEach(table -> identities.setFull(source, table));
            publication.create(source, tables, version);
            return snapshotOfNewSlot(source, version);
        } finally {
            sessions.close(source);
        }
    }

    private OpenedSnapshot snapshotOfNewSlot(Connection source, ServerVersion version) {
        Connection replication = sessions.openReplication();
        try {
            Slot.Created created = slot.create(replication, version);
            Connection holder = sessions.open("snapshot", holding());
            try {
                execute(holder, FollowingQueries.BEGIN);
                execute(holder, FollowingQueries.importing(created.snapshot()));
                OpenedSnapshot snapshot = exported(holder);
                long horizon = Long.parseLong(value(source, FollowingQueries.NEXT_TRANSACTION));
                events.accept(
                        new FollowingStarted(
                                follow.database().name(),
                                follow.following(),
                                created.consistentPoint(),
                                horizon));
                sessions.release(holder);
                return snapshot;
            } catch (RuntimeException e) {
                sessions.close(holder);
                throw e;
            }
        } finally {
            sessions.close(replication);
        }
    }

    /// What was running when the slot was made must have ended: it may have committed before the
    /// slot's beginning and yet be invisible to a snapshot.
    private OpenedSnapshot goOn(long horizon) {
        Connection holder = sessions.open("snapshot", holding());
        try {
            if (!slot.exists(holder)) {
                throw new MigrationException(
                        FailureCode.SLOT_LOST,
                        "slot " + follow.following().slot() + " does not exist any more");
            }
            execute(holder, FollowingQueries.BEGIN);
            while (Long.parseLong(value(holder, FollowingQueries.OLDEST_RUNNING)) < horizon) {
                execute(holder, FollowingQueries.ROLLBACK);
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                sessions.checkCanceled();
                execute(holder, FollowingQueries.BEGIN);
            }
            OpenedSnapshot snapshot = exported(holder);
            sessions.release(holder);
            return snapshot;
        } catch (InterruptedException e) {
            sessions.close(holder);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening a snapshot", e);
        } catch (RuntimeException e) {
            sessions.close(holder);
            throw e;
        }
    }

    private static OpenedSnapshot exported(Connection holder) {
        return new OpenedSnapshot(
                holder,
                value(holder, FollowingQueries.EXPORT),
                value(holder, FollowingQueries.VISIBLE));
    }

    private static Properties holding() {
        Properties more = new Properties();
        PGProperty.SOCKET_TIMEOUT.set(more, SNAPSHOT_TIMEOUT_SECONDS);
        return more;
    }

    private static void checkLogical(Connection source) {
        String level = value(source, FollowingQueries.WAL_LEVEL);
        if (!level.equals("logical")) {
            throw new MigrationException(
                    FailureCode.SOURCE_NOT_LOGICAL, "wal_level is " + level + " on the source");
        }
    }

    private FollowedTables tables(Connection source) {
        List<FollowedTable> tables = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(FollowingQueries.TABLES)) {
            while (rows.next()) {
                tables.add(FollowedTable.read(rows));
            }
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "listing the tables to follow");
        }
        return new FollowedTables(tables, follow.database().tables());
    }

    private static ServerVersion version(Connection source) {
        try {
            return PostgresConnections.version(source);
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "asking for the version");
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "opening the snapshot");
        }
    }

    private static String value(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "opening the snapshot");
        }
    }
}
