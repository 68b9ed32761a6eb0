package io.godwit.validator.rules;

import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.ServerVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One server during one validation: its catalogs and what several rules want to know of it.
/// Nothing is asked before a rule needs it. Thread-safe.
public final class ServerFacts implements AutoCloseable {
    private final Side side;
    private final Server server;
    private final Function<String, Connection> opening;
    private final Map<String, Catalog> catalogs = new ConcurrentHashMap<>();
    private volatile @Nullable ServerVersion version;
    private volatile @Nullable LoginRole role;

    ServerFacts(Side side, Server server, Function<String, Connection> opening) {
        this.side = side;
        this.server = server;
        this.opening = opening;
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
        return catalogs.computeIfAbsent(name, key -> new Catalog(() -> opening.apply(key)));
    }

    public ServerVersion version() throws SQLException {
        ServerVersion known = version;
        if (known == null) {
            known =
                    new ServerVersion(
                            Integer.parseInt(maintenance().value(EngineQueries.SERVER_VERSION)));
            version = known;
        }
        return known;
    }

    public LoginRole role() throws SQLException {
        LoginRole known = role;
        if (known == null) {
            known =
                    maintenance()
                            .list(
                                    row ->
                                            new LoginRole(
                                                    row.getString(1),
                                                    row.getBoolean(2),
                                                    row.getBoolean(3),
                                                    row.getBoolean(4),
                                                    row.getBoolean(5),
                                                    row.getInt(6)),
                                    EngineQueries.LOGIN_ROLE)
                            .getFirst();
            role = known;
        }
        return known;
    }

    @Override
    public void close() {
        catalogs.values().forEach(Catalog::close);
    }
}
