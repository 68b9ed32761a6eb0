package io.godwit.cli.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The REST API of a running Godwit. Every method either returns the answer's JSON or throws
/// [CommandFailure]; none retries.
public final class Service implements AutoCloseable {
    private static final int PAGE = 10_000;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private final URI base;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /// @param base scheme, host and port, such as `http://127.0.0.1:8432`
    /// @param token sent as a bearer token
    public Service(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /// @param idempotencyKey the same key and body create the migration once
    public JsonNode create(JsonNode body, String idempotencyKey) {
        return answer(
                request("migrations").header("Idempotency-Key", idempotencyKey).POST(json(body)));
    }

    /// @param filter `active` or `all`
    public JsonNode list(String filter) {
        return answer(request("migrations?filter=" + segment(filter)).GET());
    }

    public JsonNode show(String migration) {
        return answer(request("migrations/" + segment(migration)).GET());
    }

    /// Every table of a database; its pages are put together.
    public JsonNode tables(String migration, String database) {
        String path = tablesPath(migration, database);
        JsonNode first = answer(request(path + "?limit=" + PAGE).GET());
        if (first.path("tables") instanceof ArrayNode tables) {
            long total = first.path("total").asLong();
            while (tables.size() < total) {
                JsonNode next =
                        answer(request(path + "?limit=" + PAGE + "&offset=" + tables.size()).GET())
                                .path("tables");
                if (next.isEmpty()) {
                    break; // the plan was made anew meanwhile
                }
                next.forEach(tables::add);
            }
        }
        return first;
    }

    /// The tables that are being copied now.
    public JsonNode tablesInFlight(String migration, String database, int most) {
        String path = tablesPath(migration, database) + "?state=Copying&limit=" + most;
        return answer(request(path).GET());
    }

    private static String tablesPath(String migration, String database) {
        return "migrations/" + segment(migration) + "/databases/" + segment(database) + "/tables";
    }

    public JsonNode cancel(String migration, boolean keepTarget) {
        return answer(
                request("migrations/" + segment(migration) + "/cancel")
                        .POST(json(Json.object().put("keepTarget", keepTarget))));
    }

    public JsonNode retry(String migration) {
        return answer(
                request("migrations/" + segment(migration) + "/retry").POST(json(Json.object())));
    }

    /// @param rules `unmet` or `all`
    public JsonNode revalidate(String migration, String rules) {
        String path = "migrations/" + segment(migration) + "/revalidate?rules=" + segment(rules);
        return answer(request(path).POST(json(Json.object())));
    }

    public JsonNode environment(String migration) {
        return answer(request("migrations/" + segment(migration) + "/environment").GET());
    }

    /// The SQL that mends one server, or that takes it back.
    ///
    /// @param side `source` or `target`
    public String fixScript(String migration, String side, boolean undo) {
        String path =
                "migrations/%s/validation/script?side=%s&undo=%s"
                        .formatted(segment(migration), segment(side), undo);
        HttpRequest request =
                request(path)
                        .setHeader("Accept", "text/plain, application/problem+json")
                        .timeout(ANSWER)
                        .GET()
                        .build();
        HttpResponse<String> response =
                send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            throw Problem.failure(response.statusCode(), response.body());
        }
        return response.body();
    }

    public JsonNode cutover(String migration, JsonNode body) {
        return answer(request("migrations/" + segment(migration) + "/cutover").POST(json(body)));
    }

    public JsonNode compare(String migration, JsonNode body) {
        return answer(
                request("migrations/" + segment(migration) + "/comparisons").POST(json(body)));
    }

    public JsonNode comparisons(String migration) {
        return answer(request("migrations/" + segment(migration) + "/comparisons").GET());
    }

    public JsonNode comparison(String migration, int number) {
        return answer(request("migrations/" + segment(migration) + "/comparisons/" + number).GET());
    }

    /// The SQL that mends a database's target.
    public String repair(String migration, int number, String database) {
        return text(
                "migrations/%s/comparisons/%d/repair?database=%s"
                        .formatted(segment(migration), number, segment(database)),
                "text/plain");
    }

    public JsonNode report(String migration) {
        return answer(request("migrations/" + segment(migration) + "/report").GET());
    }

    public String reportPage(String migration) {
        return text("migrations/" + segment(migration) + "/report", "text/html");
    }

    private String text(String path, String type) {
        HttpRequest request =
                request(path)
                        .setHeader("Accept", type + ", application/problem+json")
                        .GET()
                        .timeout(ANSWER)
                        .build();
        HttpResponse<String> response =
                send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() / 100 != 2) {
            throw Problem.failure(response.statusCode(), response.body());
        }
        return response.body();
    }

    public JsonNode pause(String migration) {
        return answer(
                request("migrations/" + segment(migration) + "/pause").POST(json(Json.object())));
    }

    public JsonNode resume(String migration) {
        return answer(
                request("migrations/" + segment(migration) + "/resume").POST(json(Json.object())));
    }

    public JsonNode delete(String migration) {
        return answer(request("migrations/" + segment(migration)).DELETE());
    }

    public JsonNode events(String migration) {
        return answer(request("migrations/" + segment(migration) + "/events").GET());
    }

    /// Hands over each fact as it is written, from the first one on.
    ///
    /// @param goOn asked after each; the stream is left when it says no
    public void follow(String migration, Predicate<JsonNode> goOn) {
        HttpRequest request =
                request("migrations/" + segment(migration) + "/events")
                        .setHeader("Accept", "text/event-stream")
                        .GET()
                        .build();
        HttpResponse<Stream<String>> response = send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw Problem.failure(
                        response.statusCode(), lines.collect(Collectors.joining("\n")));
            }
            ServerSentEvents.read(lines.iterator(), goOn);
        } catch (UncheckedIOException e) {
            throw CommandFailure.unavailable(
                    "The stream of events broke off.", "Run the command again.");
        }
    }

    public JsonNode testConnection(JsonNode body) {
        return answer(request("connections/test").POST(json(body)));
    }

    /// @param side which of the body's servers: `source` or `target`
    public JsonNode databases(JsonNode body, String side) {
        return answer(request("connections/databases?side=" + segment(side)).POST(json(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                        .header("Accept", "application/json, application/problem+json");
        token.ifPresent(value -> builder.header("Authorization", "Bearer " + value));
        return builder;
    }

    private static BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofByteArray(Json.bytes(body));
    }

    private JsonNode answer(HttpRequest.Builder builder) {
        HttpRequest request =
                builder.header("Content-Type", "application/json").timeout(ANSWER).build();
        HttpResponse<String> response =
                send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() / 100 != 2) {
            throw Problem.failure(response.statusCode(), response.body());
        }
        return parsed(response);
    }

    private static JsonNode parsed(HttpResponse<String> response) {
        if (response.body().isBlank()) {
            return Json.object();
        }
        try {
            return Json.read(response.body());
        } catch (JsonProcessingException e) {
            throw Problem.failure(response.statusCode(), response.body());
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw unreachable("nothing accepts connections there");
        } catch (HttpTimeoutException e) {
            throw unreachable("no answer in time");
        } catch (IOException e) {
            throw unreachable(e.getMessage() == null ? "the connection broke" : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unavailable("Interrupted.", "Run the command again.");
        }
    }

    private CommandFailure unreachable(String why) {
        return CommandFailure.unavailable(
                "The service at " + base + " cannot be reached: " + why + ".",
                "Start it with `./godwit serve`, or give its address with --server or"
                        + " GODWIT_URL.");
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
