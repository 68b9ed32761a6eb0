package io.godwit.validator.rules;

import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.ServerVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGProperty;

/// One server during one validation: its catalogs and what several rules want to know of it.
/// Nothing is asked before a rule needs it. Thread-safe.
public final class ServerFacts implements AutoCloseable {
    /// Opens a session.
    @FunctionalInterface
    interface Opening {
        /// @param more further pgjdbc connection properties
        Connection open(String database, Properties more);
    }

    private final Side side;
    private final Server server;
    private final Opening opening;
    private final Map<String, Catalog> catalogs = new ConcurrentHashMap<>();
    private final Catalog plain;
    private final Remembered<ServerVersion> version;
    private final Remembered<LoginRole> role;

    ServerFacts(Side side, Server server, Opening opening) {
        this.side = side;
        this.server = server;
        this.opening = opening;
        this.plain = new Catalog(() -> opening.open(server.maintenanceDatabase(), plainly()));
        this.version =
                new Remembered<>(() ->
                        new ServerVersion(
                                Integer.parseInt(
                                        maintenance().value(EngineQueries.SERVER_VERSION))));
        this.role =
                new Remembered<>(() ->
                        maintenance().list(LoginRole::read, EngineQueries.LOGIN_ROLE).getFirst());
    }

    /// Without the settings that Godwit's own sessions have.
    private static Properties plainly() {
        Properties properties = new Properties();
        PGProperty.OPTIONS.set(properties, "");
        return properties;
    }

    static boolean isPlain(Properties properties) {
        return "".equals(PGProperty.OPTIONS.getOrDefault(properties));
    }

    public Side side() {
        return side;
    }

    public Server server() {
        return server;
    }

    /// For server-wide questions.
    public Catalog maintenance() {
        return database(server.maintenanceDatabase());
    }

    public Catalog database(String name) {
        return catalogs.computeIfAbsent(
                name, key -> new Catalog(() -> opening.open(key, new Properties())));
    }

    /// The maintenance database as an ordinary session of the same user sees it, for settings.
    public Catalog plain() {
        return plain;
    }

    /// A session of its own, which the caller closes.
    public Connection open(String database, Properties more) {
        return opening.open(database, more);
    }

    public ServerVersion version() throws SQLException {
        return version.get();
    }

    public LoginRole role() throws SQLException {
        return role.get();
    }

    /// Empty if this version does not have the setting.
    public Optional<Setting> setting(String name) throws SQLException {
        return plain.list(Setting::read, EngineQueries.SETTING, name).stream().findFirst();
    }

    @Override
    public void close() {
        catalogs.values().forEach(Catalog::close);
        plain.close();
    }
}
