package io.godwit.cdc.apply;

import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGProperty;

/// Opens sessions on the staging database in which neither triggers nor foreign keys act.
final class TargetSession {
    private static final String REFUSED = "42501";

    private TargetSession() {}

    /// @throws MigrationException `REPLICA_ROLE_REFUSED`, before anything is written
    static Connection open(PostgresConnections connections, ApplyChanges command) {
        Properties properties = new Properties();
        PGProperty.STRING_TYPE.set(properties, "unspecified");
        Connection connection =
                connections.open(
                        command.endpoints(), Side.TARGET, command.staging(), "apply", properties);
        try {
            replicate(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(ApplyQueries.SESSION);
            }
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw SqlFailures.exception(e, Side.TARGET, "preparing a session that applies");
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    /// Whether the database does not know in which encoding its texts are.
    static boolean unencoded(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            return row.getString(1).equals("SQL_ASCII");
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "asking for the database's encoding");
        }
    }

    static void close(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It is gone, which is what was wanted.
        }
    }

    private static void replicate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ApplyQueries.REPLICATE);
            try (ResultSet row = statement.executeQuery(ApplyQueries.REPLICATES)) {
                row.next();
                if (!row.getString(1).equals("replica")) {
                    throw new MigrationException(
                            FailureCode.REPLICA_ROLE_REFUSED,
                            "the target keeps session_replication_role = " + row.getString(1));
                }
            }
        } catch (SQLException e) {
            if (!REFUSED.equals(e.getSQLState())) {
                throw e;
            }
            Failure refused = SqlFailures.classify(e, Side.TARGET, "SET session_replication_role");
            throw new MigrationException(
                    new Failure(
                            FailureCode.REPLICA_ROLE_REFUSED,
                            refused.message(),
                            refused.sqlState(),
                            refused.serverText()),
                    e);
        }
    }
}
