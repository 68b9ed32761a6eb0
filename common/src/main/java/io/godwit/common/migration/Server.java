package io.godwit.common.migration;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// How to reach a PostgreSQL server. The password is not here: it is sealed on the secrets topic,
/// or named by `passwordReference` (`env:NAME` or `file:PATH`), which the worker resolves.
///
/// @param maintenanceDatabase the database to connect to for server-wide work
public record Server(
        String host,
        int port,
        String user,
        String maintenanceDatabase,
        SslMode sslMode,
        @Nullable String passwordReference) {
    public static final int DEFAULT_PORT = 5432;
    public static final String DEFAULT_DATABASE = "postgres";

    public Server {
        requireNonNull(host, "host");
        requireNonNull(user, "user");
        requireNonNull(maintenanceDatabase, "maintenanceDatabase");
        requireNonNull(sslMode, "sslMode");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
        }
    }

    /// `host:port`, for people.
    public String address() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
