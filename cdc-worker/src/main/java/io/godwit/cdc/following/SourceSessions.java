package io.godwit.cdc.following;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/// Sessions in one database of the source that another thread can end while they wait, such as for
/// the transactions that a new slot has to wait for. Thread-safe.
final class SourceSessions {
    private final PostgresConnections connections;
    private final Endpoints endpoints;
    private final String database;
    private final Set<Connection> open = new HashSet<>();
    private boolean canceled;

    SourceSessions(PostgresConnections connections, Endpoints endpoints, String database) {
        this.connections = connections;
        this.endpoints = endpoints;
        this.database = database;
    }

    String database() {
        return database;
    }

    Connection open(String purpose) {
        return open(purpose, new Properties());
    }

    Connection openReplication() {
        Properties more = new Properties();
        PGProperty.REPLICATION.set(more, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(more, "10");
        PGProperty.PREFER_QUERY_MODE.set(more, "simple");
        return open("slot", more);
    }

    Connection open(String purpose, Properties more) {
        Connection connection = connections.open(endpoints, Side.SOURCE, database, purpose, more);
        synchronized (this) {
            if (!canceled) {
                open.add(connection);
                return connection;
            }
        }
        close(connection);
        throw canceled();
    }

    /// The session is its taker's own from now on.
    synchronized void release(Connection connection) {
        open.remove(connection);
    }

    void close(Connection connection) {
        release(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone one way or the other.
        }
    }

    /// The server is told before the line is cut: it would finish what nobody waits for.
    synchronized void cancel() {
        canceled = true;
        for (Connection connection : open) {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It is gone one way or the other.
            }
        }
        open.clear();
    }

    synchronized void checkCanceled() {
        if (canceled) {
            throw canceled();
        }
    }

    private static MigrationException canceled() {
        return new MigrationException(FailureCode.SNAPSHOT_LOST, "nobody wants it any more");
    }
}
