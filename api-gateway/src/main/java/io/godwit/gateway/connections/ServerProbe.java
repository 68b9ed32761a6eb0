package io.godwit.gateway.connections;

import io.godwit.common.messaging.SecretReader;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.gateway.problems.Problem;
import io.godwit.gateway.requests.GivenServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/// Connects to a server as a migration would, and says what it finds. Thread-safe.
public final class ServerProbe {
    private final Duration timeout;

    public ServerProbe(Duration timeout) {
        this.timeout = timeout;
    }

    /// @param reachable whether a PostgreSQL server answers there
    /// @param authenticated whether it let the user in
    /// @param error why it could not be used
    public record ProbeResult(
            boolean ok,
            String server,
            boolean reachable,
            boolean authenticated,
            @Nullable String version,
            @Nullable Integer versionNumber,
            @Nullable Boolean ssl,
            @Nullable Boolean standby,
            @Nullable UserRights user,
            long milliseconds,
            @Nullable Problem error) {}

    public record UserRights(
            String name,
            boolean superuser,
            boolean createDatabase,
            boolean createRole,
            boolean replication,
            boolean bypassRowSecurity) {}

    /// @param bytes null if the user may not connect to it
    public record DatabaseInfo(
            String name, String owner, String encoding, String collation, @Nullable Long bytes) {}

    ProbeResult test(Side side, GivenServer given) {
        long begin = System.nanoTime();
        try (Connection connection = open(side, given);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ServerQueries.USER)) {
            row.next();
            return success(given.server(), row, milliseconds(begin));
        } catch (MigrationException e) {
            return failure(given.server(), e.failure(), milliseconds(begin));
        } catch (SQLException e) {
            Failure failure = SqlFailures.classify(e, side, "asking the server for its version");
            return failure(given.server(), failure, milliseconds(begin));
        }
    }

    private static ProbeResult success(Server server, ResultSet row, long milliseconds)
            throws SQLException {
        UserRights user =
                new UserRights(
                        row.getString(1),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getBoolean(8));
        return new ProbeResult(
                true,
                server.address(),
                true,
                true,
                row.getString(2),
                row.getInt(3),
                row.getBoolean(9),
                row.getBoolean(10),
                user,
                milliseconds,
                null);
    }

    private static ProbeResult failure(Server server, Failure failure, long milliseconds) {
        return new ProbeResult(
                false,
                server.address(),
                answered(failure),
                failure.code() == FailureCode.DATABASE_NOT_FOUND,
                null,
                null,
                null,
                null,
                null,
                milliseconds,
                Problem.of(failure));
    }

    /// A server that refuses with a code of its own was reached.
    private static boolean answered(Failure failure) {
        return switch (failure.code()) {
            case CONNECTION_REFUSED, CONNECTION_LOST, SECRET_MISSING -> false;
            default -> true;
        };
    }

    /// @throws MigrationException if the server cannot be used
    List<DatabaseInfo> databases(Side side, GivenServer given) {
        try (Connection connection = open(side, given);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ServerQueries.DATABASES)) {
            List<DatabaseInfo> databases = new ArrayList<>();
            while (rows.next()) {
                databases.add(database(rows));
            }
            return databases;
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, "listing the databases");
        }
    }

    private static DatabaseInfo database(ResultSet row) throws SQLException {
        long bytes = row.getLong(5);
        boolean unknown = row.wasNull();
        return new DatabaseInfo(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                unknown ? null : bytes);
    }

    private Connection open(Side side, GivenServer given) {
        Server server = given.server();
        String reference = server.passwordReference();
        String password = reference == null ? given.password() : SecretReader.resolve(reference);
        Properties more = new Properties();
        int seconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
        PGProperty.CONNECT_TIMEOUT.set(more, seconds);
        PGProperty.LOGIN_TIMEOUT.set(more, seconds);
        PGProperty.SOCKET_TIMEOUT.set(more, seconds);
        return PostgresConnections.open(side, server, password, null, "connection test", more);
    }

    private static long milliseconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
