package io.godwit.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The REST API as a script uses it.
final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    Api(int port) {
        this.base = "http://127.0.0.1:" + port + "/api/v1";
    }

    record Answer(int status, JsonNode body) {}

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    Answer post(String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    Answer delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).DELETE());
    }

    /// The answer's body as it was sent.
    byte[] bytes(String path, String accepted) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .header("Accept", accepted)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(
                            request.timeout(Duration.ofSeconds(30)).build(),
                            BodyHandlers.ofString());
            String body = answer.body();
            return new Answer(
                    answer.statusCode(),
                    body == null || body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body));
        } catch (IOException e) {
            return new Answer(0, JSON.createObjectNode().put("detail", e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitReady(Jvm jvm) {
        Instant deadline = Instant.now().plusSeconds(240);
        while (get("/migrations").status() != 200) {
            if (!jvm.isAlive() || Instant.now().isAfter(deadline)) {
                throw new AssertionError("not ready\n" + jvm.log());
            }
            pause(100);
        }
    }

    /// What is shown of a migration once it satisfies the condition.
    JsonNode await(String migration, Duration patience, Predicate<JsonNode> condition) {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            Answer answer = get("/migrations/" + migration);
            if (answer.status() == 200 && condition.test(answer.body())) {
                return answer.body();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited in vain; now " + answer);
            }
            pause(50);
        }
    }

    JsonNode awaitEnd(String migration, Duration patience) {
        return await(migration, patience, Api::ended);
    }

    /// The facts of one type that the log has of a migration, in their order.
    List<JsonNode> facts(String migration, String type) {
        return get("/migrations/" + migration + "/events")
                .body()
                .path("events")
                .valueStream()
                .filter(fact -> fact.path("type").asString().equals(type))
                .toList();
    }

    static boolean ended(JsonNode migration) {
        return switch (migration.path("state").asString()) {
            case "Succeeded", "Failed", "ValidationFailed", "Canceled" -> true;
            default -> false;
        };
    }

    static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
