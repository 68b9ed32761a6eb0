package io.godwit.common.testing;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SslMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A real PostgreSQL server for tests, one process for all tests of a JVM. The superuser is
/// `postgres`, without a password.
public final class TestPostgres {
    private static final Supplier<TestPostgres> SOURCE = lazily("source");
    private static final Supplier<TestPostgres> TARGET = lazily("target");

    private final int port;

    private TestPostgres(int port) {
        this.port = port;
    }

    public static TestPostgres source() {
        return SOURCE.get();
    }

    public static TestPostgres target() {
        return TARGET.get();
    }

    /// Both servers under a secret id that no vault knows: connections need no password.
    public static Endpoints endpoints() {
        return new Endpoints(source().server(), target().server(), "none");
    }

    public Server server() {
        return new Server("127.0.0.1", port, "postgres", "postgres", SslMode.PREFER, null);
    }

    public Connection connect(String database) {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/" + database.replace("%", "%25"),
                    "postgres",
                    "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs statements, each in a transaction of its own.
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A fresh, empty database of that name.
    public void recreate(String database) {
        String name = '"' + database.replace("\"", "\"\"") + '"';
        execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)",
                "CREATE DATABASE " + name);
    }

    /// The first column of the result, as text.
    public List<String> column(String database, String query) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String value(String database, String query) {
        return column(database, query).getFirst();
    }

    private static Supplier<TestPostgres> lazily(String name) {
        return new Supplier<>() {
            private TestPostgres started;

            @Override
            public synchronized TestPostgres get() {
                if (started == null) {
                    started = start(name);
                }
                return started;
            }
        };
    }

    private static TestPostgres start(String name) {
        try {
            return new TestPostgres(new Cluster(name).start(builder()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestPostgres at(int port) {
        return new TestPostgres(port);
    }

    static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("timezone", "Asia/Kathmandu");
    }
}
