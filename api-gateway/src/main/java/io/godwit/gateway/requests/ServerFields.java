package io.godwit.gateway.requests;

import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SslMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the two servers out of a body, in either form of the reference: `host:port@user` texts
/// with `SecretParameters`, or a connection object for each side.
final class ServerFields {
    private static final String ADDRESS = "DbServerResourceId";

    private final Fields body;
    private final Mistakes mistakes;
    private final @Nullable Fields secrets;
    private final @Nullable Fields credentials;
    private final SslMode sslMode;

    ServerFields(Fields body, Mistakes mistakes) {
        this.body = body;
        this.mistakes = mistakes;
        this.secrets = body.object("SecretParameters");
        this.credentials = secrets == null ? null : secrets.object("AdminCredentials");
        this.sslMode = sslMode(body.text("sslMode"), body.path("sslMode"));
    }

    boolean names(Side side) {
        return body.has(side + ADDRESS, side.toString(), side + "Connection");
    }

    /// @return null if something is wrong with it, which is then among the mistakes
    @Nullable GivenServer server(Side side) {
        String address = body.text(side + ADDRESS);
        Fields connection = body.object(side.toString(), side + "Connection");
        Given given = new Given(side);
        if (address != null && connection != null) {
            mistakes.add(
                    body.path(side + ADDRESS),
                    "the " + side + " is also given as an object; keep one");
            return null;
        }
        if (connection != null) {
            return given.of(connection);
        }
        return address != null ? given.of(address) : given.missing();
    }

    /// After both sides were read.
    void rejectUnknown() {
        if (credentials != null) {
            credentials.rejectUnknown();
        }
        if (secrets != null) {
            secrets.rejectUnknown();
        }
    }

    /// What the body says about one side.
    private final class Given {
        private final Side side;
        private final @Nullable String user;
        private final @Nullable String password;
        private final @Nullable String sideSslMode;

        private Given(Side side) {
            this.side = side;
            this.user = userName();
            this.password =
                    credentials == null ? null : credentials.anyText(side + "ServerPassword");
            this.sideSslMode = body.text(side + "SslMode");
        }

        private @Nullable String userName() {
            String name = side + "ServerUserName";
            String own = body.anyText(name);
            String secret = secrets == null ? null : secrets.anyText(name);
            return own != null ? own : secret;
        }

        private @Nullable GivenServer missing() {
            // What else belongs to this side is asked for above, so that it does not count as
            // unknown.
            mistakes.add(
                    body.path(side + ADDRESS),
                    "the %s server is missing: host:port@user is expected, or a connection object `%s`"
                            .formatted(side, side));
            return null;
        }

        private @Nullable GivenServer of(String text) {
            String path = body.path(side + ADDRESS);
            ServerAddress address = ServerAddress.parse(text, path, mistakes);
            if (address == null) {
                return null;
            }
            // The reference's targetServerUserName is the user on the target, whatever else is
            // said.
            String name = user != null ? user : address.user();
            return server(
                    address.host(),
                    address.port(),
                    name,
                    path,
                    Server.DEFAULT_DATABASE,
                    sideSslMode,
                    body.path(side + "SslMode"),
                    password);
        }

        private @Nullable GivenServer of(Fields connection) {
            String host = connection.text("serverName", "host");
            int port = connection.number(Server.DEFAULT_PORT, 1, 65_535, "port");
            String name = connection.anyText("userName", "user");
            String database = connection.text("databaseName", "database");
            String ssl = connection.text("sslMode");
            String secret = connection.anyText("password");
            connection.rejectUnknown();
            if (secret != null && password != null) {
                mistakes.add(
                        connection.path("password"),
                        "the password is also given in SecretParameters; keep one");
            }
            if (host == null) {
                if (!connection.has("serverName", "host")) {
                    mistakes.add(connection.path("serverName"), "a host name is expected");
                }
                return null;
            }
            String path = connection.path(connection.has("host") ? "host" : "serverName");
            String bare = ServerAddress.host(host.strip(), path, mistakes);
            return bare == null
                    ? null
                    : server(
                            bare,
                            port,
                            name != null ? name : user,
                            connection.path("userName"),
                            database == null ? Server.DEFAULT_DATABASE : database,
                            ssl != null ? ssl : sideSslMode,
                            connection.path("sslMode"),
                            secret != null ? secret : password);
        }

        private @Nullable GivenServer server(
                String host,
                int port,
                @Nullable String name,
                String userPath,
                String database,
                @Nullable String ssl,
                String sslPath,
                @Nullable String secret) {
            SslMode mode = ssl == null ? sslMode : sslMode(ssl, sslPath);
            if (name == null || name.isEmpty()) {
                mistakes.add(userPath, "the user is missing; host:port@user is expected");
                return null;
            }
            boolean reference = secret != null && isReference(secret);
            Server server = new Server(host, port, name, database, mode, reference ? secret : null);
            return new GivenServer(server, reference ? null : secret);
        }
    }

    private SslMode sslMode(@Nullable String text, String path) {
        if (text == null) {
            return SslMode.PREFER;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "preferred" -> SslMode.PREFER;
            case "required" -> SslMode.REQUIRE;
            default -> Words.read(SslMode.class, text, SslMode.PREFER, path, mistakes);
        };
    }

    private static boolean isReference(String secret) {
        return secret.startsWith("env:") || secret.startsWith("file:");
    }
}
