package io.godwit.cdc.following;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The replication slot of a followed database.
final class Slot {
    private static final String IN_USE = "55006";
    private static final int OPTIONS_LISTED = 15;
    private static final int FAILOVER = 17;

    private final String name;
    private final String database;
    private final Consumer<MigrationEvent> events;

    /// @param snapshot valid until the replication session that made the slot is used again
    record Created(String consistentPoint, String snapshot) {}

    Slot(String name, String database, Consumer<MigrationEvent> events) {
        this.name = name;
        this.database = database;
        this.events = events;
    }

    /// Waits until every transaction that runs now has ended.
    Created create(Connection replication, ServerVersion version) {
        events.accept(new ChangeIntended(change()));
        try {
            if (version.atLeast(FAILOVER)) {
                return failoverWherePossible(replication);
            }
            return create(
                    replication,
                    version.atLeast(OPTIONS_LISTED) ? "(SNAPSHOT 'export')" : "EXPORT_SNAPSHOT");
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "creating slot " + name);
        }
    }

    private Created failoverWherePossible(Connection replication) throws SQLException {
        try {
            return create(replication, "(SNAPSHOT 'export', FAILOVER true)");
        } catch (SQLException e) {
            boolean refused = e.getSQLState() != null && e.getSQLState().matches("0A000|55000");
            if (!refused) {
                throw e;
            }
            return create(replication, "(SNAPSHOT 'export')");
        }
    }

    private Created create(Connection replication, String options) throws SQLException {
        try (Statement statement = replication.createStatement();
                ResultSet row =
                        statement.executeQuery(FollowingQueries.createSlot(name, options))) {
            row.next();
            return new Created(row.getString("consistent_point"), row.getString("snapshot_name"));
        }
    }

    boolean exists(Connection source) {
        return reader(source) != null;
    }

    /// @return the process that reads it, 0 if none, null if there is no slot
    private @Nullable Integer reader(Connection source) {
        try (PreparedStatement query = source.prepareStatement(FollowingQueries.SLOT)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getInt(1) : null;
            }
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "looking for slot " + name);
        }
    }

    /// Drops what an earlier attempt left, and ends who reads it, if that is Godwit.
    ///
    /// @throws MigrationException `LOCK_CONFLICT` if it is still being read
    void drop(Connection source) {
        Integer reader = reader(source);
        if (reader == null) {
            return;
        }
        try {
            if (reader != 0) {
                endReader(source, reader);
            }
            try (PreparedStatement drop = source.prepareStatement(FollowingQueries.DROP_SLOT)) {
                drop.setString(1, name);
                drop.executeQuery().close();
            }
        } catch (SQLException e) {
            Failure failure = SqlFailures.classify(e, Side.SOURCE, "dropping slot " + name);
            throw new MigrationException(
                    IN_USE.equals(e.getSQLState())
                            ? new Failure(
                                    FailureCode.LOCK_CONFLICT,
                                    failure.message(),
                                    failure.sqlState(),
                                    failure.serverText())
                            : failure,
                    e);
        }
    }

    private static void endReader(Connection source, int reader) throws SQLException {
        try (PreparedStatement end = source.prepareStatement(FollowingQueries.END_READER)) {
            end.setInt(1, reader);
            end.executeQuery().close();
        }
    }

    private Change change() {
        return new Change(
                "slot-created/" + name,
                Side.SOURCE,
                ChangeKind.SLOT_CREATED,
                name,
                "",
                "SELECT pg_drop_replication_slot(" + Quote.literal(name) + ")",
                database);
    }
}
