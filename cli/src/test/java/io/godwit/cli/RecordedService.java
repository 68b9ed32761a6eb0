package io.godwit.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP server that gives the answers it was told to give, each request its own in turn; the
/// last one again and again. What it was not told about is 418, which no command expects.
final class RecordedService implements AutoCloseable {
    record Request(String line, String body, Map<String, List<String>> headers) {
        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst();
        }
    }

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new LinkedHashMap<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();

    RecordedService() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param line such as `GET /api/v1/migrations/shop`
    synchronized RecordedService on(String line, int status, String body) {
        return on(
                line, status, status < 400 ? "application/json" : "application/problem+json", body);
    }

    synchronized RecordedService on(String line, int status, String type, String body) {
        answers.computeIfAbsent(line, _ -> new ArrayDeque<>()).add(new Answer(status, type, body));
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(line, body, Map.copyOf(exchange.getRequestHeaders())));
        Answer answer = answer(line);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private synchronized Answer answer(String line) {
        Deque<Answer> recorded = answers.getOrDefault(line, new ArrayDeque<>());
        if (recorded.isEmpty()) {
            return new Answer(418, "text/plain", "nothing is recorded for " + line);
        }
        return recorded.size() > 1 ? recorded.removeFirst() : recorded.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
