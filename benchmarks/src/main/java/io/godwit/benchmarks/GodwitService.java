package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as `./godwit serve` runs it, with a data folder of its own.
final class GodwitService implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String FACT = "data:";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> command;
    private final Path folder;
    private final Path log;
    private final String base;
    private Process process;

    private GodwitService(List<String> command, Path folder, int port) {
        this.command = command;
        this.folder = folder;
        this.log = folder.resolve("service.log");
        this.base = "http://127.0.0.1:" + port + "/api/v1";
        this.process = started();
    }

    /// @param command with `{data}` and `{port}` where those belong
    static GodwitService start(List<String> command, Path folder) {
        try {
            Files.createDirectory(folder);
            int port = PostgresServer.freePort();
            return new GodwitService(filled(command, folder.resolve("data"), port), folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process started() {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the service; what it holds stays where it is.
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                Programs.kill(process.toHandle());
                process.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Programs.kill(process.toHandle());
        }
    }

    /// Starts it again after [#stop].
    void startAgain() {
        process = started();
    }

    private static List<String> filled(List<String> command, Path data, int port) {
        return command.stream()
                .map(word ->
                        word.replace("{data}", data.toString())
                                .replace("{port}", String.valueOf(port)))
                .toList();
    }

    void awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchmarkException("the service did not start: " + Programs.tail(log));
            }
            pause(Duration.ofMillis(100));
        }
    }

    private boolean isReady() {
        try {
            return get("/migrations").statusCode() == 200;
        } catch (BenchmarkException e) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /// With what the service itself has cost.
    Usage.Mark mark(PostgresServer source, PostgresServer target) {
        return Usage.Mark.now(source, target, processes -> processes.secondsOfTree(process.pid()));
    }

    void create(JsonNode body) {
        HttpResponse<String> answer =
                send(
                        request("/migrations")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        if (answer.statusCode() != 201) {
            throw new BenchmarkException("the service refused: " + answer.body());
        }
    }

    /// @param path below a migration, such as `cutover`
    /// @return what the service answers
    JsonNode ask(String name, String path, String body) {
        HttpResponse<String> answer =
                send(
                        request("/migrations/" + name + "/" + path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
        if (answer.statusCode() != 202) {
            throw new BenchmarkException("the service refused: " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /// An ended migration; returns when it is gone.
    void delete(String name) {
        send(request("/migrations/" + name).DELETE());
        long deadline = System.nanoTime() + START.toNanos();
        while (get("/migrations/" + name).statusCode() != 404) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("the service does not delete " + name);
            }
            pause(Duration.ofMillis(50));
        }
    }

    JsonNode migration(String name) {
        return read(get("/migrations/" + name));
    }

    JsonNode comparison(String name, int number) {
        return read(get("/migrations/%s/comparisons/%d".formatted(name, number)));
    }

    /// Its facts, oldest first, each in its envelope.
    JsonNode events(String name) {
        return read(get("/migrations/" + name + "/events")).path("events");
    }

    /// Listens to its facts, so that waiting costs the service nothing while it works.
    ///
    /// @param wanted of a fact in its envelope
    /// @return the first such fact, old or new
    JsonNode awaitFact(String name, Predicate<JsonNode> wanted) {
        HttpRequest.Builder request =
                request("/migrations/" + name + "/events").header("Accept", "text/event-stream");
        try (Stream<String> lines = send(request.GET(), BodyHandlers.ofLines()).body()) {
            CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .execute(lines::close);
            return lines.filter(line -> line.startsWith(FACT))
                    .map(line -> JSON.readTree(line.substring(FACT.length())))
                    .filter(wanted)
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkException("the facts of " + name + " end"));
        } catch (UncheckedIOException e) {
            throw new BenchmarkException("the facts of " + name + " end: " + e, e);
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new BenchmarkException("the service answered: " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) {
        return send(request(path).header("Accept", "application/json").GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(2));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new BenchmarkException("the service does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        stop();
    }
}
