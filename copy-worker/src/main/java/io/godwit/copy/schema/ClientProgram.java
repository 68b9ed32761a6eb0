package io.godwit.copy.schema;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs one of PostgreSQL's client programs against one server. The password travels in the
/// environment, never in the arguments; what the program says is kept up to a bound.
final class ClientProgram {
    private static final int MOST_LINES = 100_000;
    private static final int MOST_COLUMNS = 4_000;
    private static final List<String> LOST =
            List.of(
                    "no connection to the server",
                    "server closed the connection unexpectedly",
                    "SSL connection has been closed unexpectedly",
                    "could not receive data from server",
                    "could not send data to server");
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS);

    /// Whatever the server's, the database's and the role's own settings say.
    private static final String SESSION =
            String.join(
                    " ",
                    "-c synchronous_commit=off",
                    "-c statement_timeout=0",
                    "-c lock_timeout=0",
                    "-c idle_in_transaction_session_timeout=0",
                    "-c default_transaction_read_only=off",
                    "-c row_security=off");

    private final PostgresConnections connections;
    private final Endpoints endpoints;
    private final Side side;

    /// @param complaints what it wrote to its error output, by line
    record Outcome(int exitCode, List<String> complaints) {
        String words() {
            return String.join("\n", complaints).strip();
        }

        /// Programs do not always end with their connection: `pg_restore` with several jobs tries
        /// every further statement and calls each refused. What tells is libpq's own words, which
        /// are English here, whatever the server speaks.
        boolean connectionLost() {
            return complaints.stream().anyMatch(line -> LOST.stream().anyMatch(line::contains));
        }
    }

    ClientProgram(PostgresConnections connections, Endpoints endpoints, Side side) {
        this.connections = connections;
        this.endpoints = endpoints;
        this.side = side;
    }

    /// An address without a password, in plain ASCII whatever the names hold.
    String address(String database) {
        Server server = endpoints.server(side);
        return "postgresql://%s@%s:%d/%s"
                .formatted(
                        encoded(server.user()),
                        server.host().contains(":")
                                ? "[" + server.host() + "]"
                                : encoded(server.host()),
                        server.port(),
                        encoded(database));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// @throws io.godwit.common.messaging.WorkStoppedException if the work was to stop meanwhile
    Outcome run(Path program, List<String> arguments, WorkContext context) {
        List<String> command =
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList();
        try {
            Process process = start(command);
            try (WorkContext.Registration _ = context.closeOnStop(() -> end(process))) {
                List<String> complaints = complaints(process);
                int exitCode = process.waitFor();
                context.checkStopping();
                return new Outcome(exitCode, complaints);
            } finally {
                end(process);
            }
        } catch (IOException e) {
            context.checkStopping();
            throw new UncheckedIOException("running " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + program, e);
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectInput(new File("/dev/null"));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        setEnvironment(builder.environment());
        return builder.start();
    }

    /// Nothing that the user of this process has set for libpq may decide, but for certificates.
    private void setEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG") && !name.startsWith("PGSSL"));
        environment.put("PGSSLMODE", endpoints.server(side).sslMode().libpq());
        environment.put("PGAPPNAME", "godwit schema");
        environment.put("PGCONNECT_TIMEOUT", "20");
        environment.put("PGOPTIONS", SESSION);
        environment.put("LC_ALL", "C");
        String password = connections.password(endpoints, side);
        if (password != null) {
            environment.put("PGPASSWORD", password);
        }
    }

    private static List<String> complaints(Process process) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (lines.size() < MOST_LINES) {
                    lines.add(
                            line.length() > MOST_COLUMNS ? line.substring(0, MOST_COLUMNS) : line);
                }
            }
        }
        return lines;
    }

    /// Asks first: `pg_restore` then cancels what its helpers run on the server.
    private static void end(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
            // Not the process itself: that would close the stream that is being read.
            process.toHandle().destroy();
            CompletableFuture.runAsync(() -> all.forEach(ProcessHandle::destroyForcibly), SOON);
        }
    }
}
