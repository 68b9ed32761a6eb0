package io.godwit.cdc.capture;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Supplier;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;

/// An ordinary session beside the replication session: asks what the slot can still do, and how far
/// the source's WAL is. A network that is silently gone shows here.
final class SourceWatch implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 30;

    private final Supplier<Connection> opening;
    private final Following following;
    private Connection connection;
    private final int serverVersion;
    private final String walLevel;

    private SourceWatch(Supplier<Connection> opening, Connection opened, Following following)
            throws SQLException {
        this.opening = opening;
        this.connection = opened;
        this.following = following;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CaptureQueries.SETTINGS)) {
            row.next();
            this.walLevel = row.getString(1);
            this.serverVersion = row.getInt(2);
        }
    }

    static SourceWatch open(
            PostgresConnections connections,
            Endpoints endpoints,
            String database,
            Following following) {
        Properties more = new Properties();
        PGProperty.SOCKET_TIMEOUT.set(more, TIMEOUT_SECONDS);
        Supplier<Connection> opening =
                () -> connections.open(endpoints, Side.SOURCE, database, "capture watch", more);
        Connection opened = opening.get();
        try {
            return new SourceWatch(opening, opened, following);
        } catch (SQLException e) {
            close(opened);
            throw SqlFailures.exception(e, Side.SOURCE, "watching database " + database);
        }
    }

    int serverVersion() {
        return serverVersion;
    }

    /// @throws MigrationException if the slot cannot be read any more, or the publication is gone
    SlotState slot() {
        if (!walLevel.equals("logical")) {
            throw new MigrationException(
                    FailureCode.SOURCE_NOT_LOGICAL, "wal_level is " + walLevel + " on the source");
        }
        try {
            checkPublication();
            return readSlot();
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "looking after slot " + following.slot());
        }
    }

    private void checkPublication() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(CaptureQueries.PUBLICATION)) {
            query.setString(1, following.publication());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw lost("publication " + following.publication() + " does not exist");
                }
            }
        }
    }

    private SlotState readSlot() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(CaptureQueries.SLOT)) {
            query.setString(1, following.slot());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw lost("slot " + following.slot() + " does not exist");
                }
                String confirmed = row.getString(1);
                String reason = row.getString(4);
                if (confirmed == null || row.getString(3).equals("lost") || !reason.isEmpty()) {
                    throw lost(
                            "the server invalidated slot %s%s"
                                    .formatted(
                                            following.slot(),
                                            reason.isEmpty() ? "" : ": " + reason));
                }
                return new SlotState(LogSequenceNumber.valueOf(confirmed).asLong(), row.getInt(2));
            }
        }
    }

    private static MigrationException lost(String what) {
        return new MigrationException(FailureCode.SLOT_LOST, what);
    }

    /// Ends a reader of the slot that is a leftover of Godwit's; nobody else's.
    void endReader(int reader) {
        try (PreparedStatement query = connection.prepareStatement(CaptureQueries.END_READER)) {
            query.setInt(1, reader);
            query.executeQuery().close();
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "freeing slot " + following.slot());
        }
    }

    /// Opens the session anew if it was ended, as the fence of a cutover does.
    ///
    /// @throws MigrationException if the source does not answer
    long endOfWal() {
        try {
            return askEndOfWal();
        } catch (SQLException e) {
            close(connection);
            connection = opening.get();
        }
        try {
            return askEndOfWal();
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "asking how far the source is");
        }
    }

    private long askEndOfWal() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CaptureQueries.END_OF_WAL)) {
            row.next();
            return LogSequenceNumber.valueOf(row.getString(1)).asLong();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone one way or the other.
        }
    }

    @Override
    public void close() {
        close(connection);
    }
}
