package io.godwit.validator.rules;

import io.godwit.common.migration.Server;
import io.godwit.common.migration.SslMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// A server of a test's own, with settings of its own, that can be restarted.
final class OwnServer implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres running;

    /// @param settings written where `ALTER SYSTEM` overrules them
    OwnServer(Path data, Map<String, String> settings) {
        this.data = data;
        this.running = start(data);
        settings.forEach((name, value) -> append(name + " = '" + value + "'"));
        restart();
    }

    private void append(String line) {
        try {
            Files.writeString(
                    data.resolve("postgresql.conf"), line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restart() {
        stop();
        running = start(data);
    }

    private static EmbeddedPostgres start(Path data) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Server server() {
        return new Server(
                "127.0.0.1", running.getPort(), "postgres", "postgres", SslMode.PREFER, null);
    }

    void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect(String database) throws SQLException {
        return running.getDatabase("postgres", database).getConnection();
    }

    Path data() {
        return data;
    }

    @Override
    public void close() {
        stop();
    }

    void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
