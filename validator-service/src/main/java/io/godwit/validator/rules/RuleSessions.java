package io.godwit.validator.rules;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/// Opens what a validation asks through: sessions that change nothing and wait for nothing longer
/// than they may. Thread-safe.
public final class RuleSessions {
    private final PostgresConnections connections;
    private final Duration patience;
    private final Duration connectTimeout;

    /// @param patience how long one question may take
    /// @param connectTimeout how long a server may take to let a session in
    public RuleSessions(
            PostgresConnections connections, Duration patience, Duration connectTimeout) {
        this.connections = connections;
        this.patience = patience;
        this.connectTimeout = connectTimeout;
    }

    /// A question gets a little less time than its rule, so that what ends it is, if possible, the
    /// server's own word.
    ///
    /// @param database null for questions about the servers
    public RuleContext open(MigrationSpec spec, @Nullable DatabaseSpec database) {
        return new RuleContext(spec, database, facts(spec, Side.SOURCE), facts(spec, Side.TARGET));
    }

    private ServerFacts facts(MigrationSpec spec, Side side) {
        Endpoints endpoints = spec.endpoints();
        return new ServerFacts(
                side,
                endpoints.server(side),
                (database, more) -> open(endpoints, side, database, more));
    }

    private Connection open(Endpoints endpoints, Side side, String database, Properties more) {
        Properties properties = timeouts();
        more.forEach(properties::put);
        Connection connection =
                connections.open(endpoints, side, database, "validator", properties);
        if (PGProperty.REPLICATION.getOrDefault(properties) != null) {
            return connection;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(guard(more).formatted(patience.toMillis() * 9 / 10));
            return connection;
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, "preparing a session in database " + database);
        }
    }

    private static String guard(Properties more) {
        return ServerFacts.isPlain(more)
                ? EngineQueries.GUARD_PLAIN_SESSION
                : EngineQueries.GUARD_SESSION;
    }

    private Properties timeouts() {
        Properties properties = new Properties();
        int seconds = seconds(connectTimeout);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(patience) + 1);
        return properties;
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }
}
