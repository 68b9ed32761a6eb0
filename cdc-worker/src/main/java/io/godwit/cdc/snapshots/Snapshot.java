package io.godwit.cdc.snapshots;

import io.godwit.cdc.following.OpenedSnapshot;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/// An exported snapshot: it lives as long as the transaction that exported it.
final class Snapshot implements AutoCloseable {
    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private static final String EXPORT = "SELECT pg_export_snapshot()";
    private static final String PING = "SELECT 1";

    private final Connection connection;
    private final String name;
    private final @Nullable String visible;

    private Snapshot(Connection connection, String name, @Nullable String visible) {
        this.connection = connection;
        this.name = name;
        this.visible = visible;
    }

    /// Of a followed database.
    static Snapshot of(OpenedSnapshot opened) {
        return new Snapshot(opened.connection(), opened.name(), opened.visible());
    }

    /// @throws MigrationException if the source cannot be reached or refuses
    static Snapshot open(PostgresConnections connections, HoldSnapshot hold) {
        Properties more = new Properties();
        PGProperty.SOCKET_TIMEOUT.set(more, 30);
        Connection connection =
                connections.open(hold.endpoints(), Side.SOURCE, hold.database(), "snapshot", more);
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            try (ResultSet rows = statement.executeQuery(EXPORT)) {
                rows.next();
                return new Snapshot(connection, rows.getString(1), null);
            }
        } catch (SQLException e) {
            close(connection);
            throw SqlFailures.exception(e, Side.SOURCE, "exporting a snapshot");
        }
    }

    String name() {
        return name;
    }

    /// Null if nothing is followed.
    @Nullable String visible() {
        return visible;
    }

    /// @throws MigrationException if the transaction, and with it the snapshot, is gone
    void check() {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PING);
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "holding the snapshot " + name);
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
