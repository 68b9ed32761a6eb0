package io.godwit.common.postgres;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SslMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.HostSpec;

/// Opens connections with the session settings that fidelity needs. Thread-safe; a connection is
/// for one thread.
public final class PostgresConnections {
    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    /// In effect before the first statement; the roles' and databases' own settings do not matter.
    private static final String SESSION =
            String.join(
                    " ",
                    "-c DateStyle=ISO,YMD",
                    "-c IntervalStyle=postgres",
                    "-c extra_float_digits=3",
                    "-c bytea_output=hex",
                    "-c TimeZone=UTC",
                    "-c search_path=pg_catalog",
                    "-c row_security=off",
                    "-c statement_timeout=0",
                    "-c lock_timeout=0",
                    "-c idle_in_transaction_session_timeout=0",
                    // The locks of a worker that is cut off are free again within a minute.
                    "-c tcp_keepalives_idle=30",
                    "-c tcp_keepalives_interval=10",
                    "-c tcp_keepalives_count=3",
                    "-c standard_conforming_strings=on",
                    "-c xmloption=content",
                    "-c quote_all_identifiers=off",
                    "-c synchronize_seqscans=off",
                    "-c default_transaction_read_only=off",
                    "-c check_function_bodies=off");

    private final PasswordSource passwords;

    /// Finds the password of one side.
    @FunctionalInterface
    public interface PasswordSource {
        @Nullable String password(Endpoints endpoints, Side side);
    }

    public PostgresConnections(PasswordSource passwords) {
        this.passwords = passwords;
    }

    /// @param database null for the server's maintenance database
    /// @param purpose shown in `pg_stat_activity`, after `godwit `
    /// @throws MigrationException classified, if the server cannot be reached or refuses
    public Connection open(
            Endpoints endpoints, Side side, @Nullable String database, String purpose) {
        return open(
                side,
                endpoints.server(side),
                passwords.password(endpoints, side),
                database,
                purpose,
                new Properties());
    }

    /// As above, with further pgjdbc connection properties.
    public Connection open(
            Endpoints endpoints,
            Side side,
            @Nullable String database,
            String purpose,
            Properties more) {
        return open(
                side,
                endpoints.server(side),
                passwords.password(endpoints, side),
                database,
                purpose,
                more);
    }

    /// For a server whose password is at hand, such as in a connection test.
    public static Connection open(
            Side side,
            Server server,
            @Nullable String password,
            @Nullable String database,
            String purpose,
            Properties more) {
        String name = database != null ? database : server.maintenanceDatabase();
        try {
            Connection connection =
                    new Driver()
                            .connect(
                                    url(server), properties(server, name, password, purpose, more));
            if (connection == null) {
                throw new IllegalStateException("pgjdbc does not know its own URL");
            }
            return connection;
        } catch (SQLException e) {
            String doing = "connecting to database " + name + " on " + server.address();
            throw password == null && server.sslMode().plainAllowed()
                    ? SqlFailures.connectingWithoutPassword(e, side, doing)
                    : SqlFailures.connecting(
                            e, side, server.sslMode() == SslMode.VERIFY_FULL, doing);
        }
    }

    /// The password of one side, for client programs that connect by themselves.
    public @Nullable String password(Endpoints endpoints, Side side) {
        return passwords.password(endpoints, side);
    }

    public static ServerVersion version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW server_version_num")) {
            rows.next();
            return new ServerVersion(rows.getInt(1));
        }
    }

    /// Neither host nor database is spelled into a URL; both travel as properties.
    private static String url(Server server) {
        HostSpec host = new HostSpec(server.host(), server.port());
        String name = host.getHost().contains(":") ? "[" + host.getHost() + "]" : host.getHost();
        return "jdbc:postgresql://" + name + ":" + host.getPort() + "/";
    }

    private static Properties properties(
            Server server,
            String database,
            @Nullable String password,
            String purpose,
            Properties more) {
        Properties properties = new Properties();
        PGProperty.PG_DBNAME.set(properties, database);
        PGProperty.USER.set(properties, server.user());
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        PGProperty.SSL_MODE.set(properties, server.sslMode().libpq());
        certificates(properties);
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_TIMEOUT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, 2 * CONNECT_TIMEOUT_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "godwit " + purpose);
        PGProperty.OPTIONS.set(properties, SESSION);
        more.forEach(properties::put);
        return properties;
    }

    /// The files that libpq's programs are told of in the same way, so that they and pgjdbc agree.
    private static void certificates(Properties properties) {
        file(PGProperty.SSL_ROOT_CERT, "PGSSLROOTCERT", properties);
        file(PGProperty.SSL_CERT, "PGSSLCERT", properties);
        file(PGProperty.SSL_KEY, "PGSSLKEY", properties);
    }

    private static void file(PGProperty property, String variable, Properties properties) {
        String path = System.getenv(variable);
        if (path != null && !path.isEmpty()) {
            property.set(properties, path);
        }
    }
}
