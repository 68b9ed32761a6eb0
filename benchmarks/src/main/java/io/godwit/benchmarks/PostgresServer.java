package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A throw-away server on loopback, durable as a real one. Servers refuse to run as root: it is
/// `postgres` then.
final class PostgresServer implements AutoCloseable {
    static final String USER = "postgres";

    /// As an administrator leaves them, but for the cache and room for WAL; the same for all
    /// contenders.
    private static final String SETTINGS =
            """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            port = %d
            fsync = on
            shared_buffers = 256MB
            max_wal_size = 4GB
            %s
            """;

    private final Programs programs;
    private final Path folder;
    private final Path data;
    private final int port;

    private PostgresServer(Programs programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.data = folder.resolve("pgdata");
        this.port = port;
    }

    /// @param more lines of `postgresql.conf`
    static PostgresServer start(Programs programs, Path folder, String more) {
        try {
            PostgresServer server =
                    new PostgresServer(programs, Files.createDirectory(folder), freePort());
            server.initialize(more);
            server.pgCtl("--wait", "--log=" + folder.resolve("server.log"), "start");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void initialize(String more) throws IOException {
        if (isRoot()) {
            programs.run(List.of("chown", USER, folder.toString()), Map.of());
        }
        asOwner(
                List.of(
                        programs.postgres("initdb"),
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync"));
        Files.writeString(
                data.resolve("postgresql.conf"),
                SETTINGS.formatted(port, more),
                StandardOpenOption.APPEND);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void asOwner(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("runuser", "-u", USER, "--"));
        }
        whole.addAll(command);
        programs.run(whole, Map.of());
    }

    private void pgCtl(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(programs.postgres("pg_ctl"), "--pgdata=" + data, "--silent"));
        command.addAll(List.of(arguments));
        asOwner(command);
    }

    int port() {
        return port;
    }

    /// A superuser of another name, so that it can be kept out alone.
    void createSuperuser(String role) {
        execute(
                USER,
                "DROP ROLE IF EXISTS %1$s; CREATE ROLE %1$s SUPERUSER LOGIN REPLICATION"
                        .formatted(role));
    }

    /// Ends a role's sessions and lets it make no new ones, until [#admit].
    void keepOut(String role) {
        rewriteRules(
                rules -> "host all,replication %s 127.0.0.1/32 reject\n".formatted(role) + rules);
        execute(
                USER,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
                        .formatted(role));
    }

    /// Takes back what [#keepOut] did.
    void admit(String role) {
        rewriteRules(rules ->
                rules.lines()
                        .filter(line -> !line.contains(" " + role + " "))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private void rewriteRules(UnaryOperator<String> change) {
        Path rules = data.resolve("pg_hba.conf");
        try {
            Files.writeString(rules, change.apply(Files.readString(rules)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute(USER, "SELECT pg_reload_conf()");
    }

    String uri(String database) {
        return "postgresql://%s@127.0.0.1:%d/%s".formatted(USER, port, database);
    }

    /// The postmaster's.
    long pid() {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One of PostgreSQL's client programs, told by its environment where the server is.
    void program(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(programs.postgres(name)));
        command.addAll(List.of(arguments));
        programs.run(
                command,
                Map.of("PGHOST", "127.0.0.1", "PGPORT", String.valueOf(port), "PGUSER", USER));
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, database, USER));
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchmarkException("database " + database + ": " + e.getMessage(), e);
        }
    }

    void create(String database) {
        execute(USER, "CREATE DATABASE " + database + " TEMPLATE template0");
    }

    void drop(String database) {
        execute(USER, "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    boolean exists(String database) {
        String query = "SELECT count(*) FROM pg_database WHERE datname = '%s'".formatted(database);
        return value(USER, query).equals("1");
    }

    void rename(String database, String to) {
        execute(USER, "ALTER DATABASE %s RENAME TO %s".formatted(database, to));
    }

    void recreate(String database) {
        drop(database);
        create(database);
    }

    void checkpoint() {
        execute(USER, "CHECKPOINT");
    }

    String version() {
        return value(USER, "SHOW server_version");
    }

    /// The first column of the only row.
    String value(String database, String query) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new BenchmarkException("database " + database + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pgCtl("--mode=immediate", "stop");
    }
}
