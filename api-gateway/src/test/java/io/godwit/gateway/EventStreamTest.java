package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.MigrationEvent.CompletionStarted;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.testing.TestBroker;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventStreamTest {
    private static TestBroker broker;
    private static FakeOrchestrator orchestrator;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        orchestrator = new FakeOrchestrator(broker.clients());
        gateway =
                new RunningGateway(
                        broker,
                        "--godwit.gateway.heartbeat=200ms",
                        "--godwit.gateway.max-event-streams=3");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orchestrator.close();
        broker.close();
    }

    /// One event of the stream.
    private record Event(String id, String type) {}

    private static final class Stream implements AutoCloseable {
        private final HttpResponse<java.util.stream.Stream<String>> response;
        private final Iterator<String> lines;

        private Stream(RunningGateway gateway, String migration, String... headers)
                throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.uri("/migrations/" + migration + "/events"))
                            .header("Accept", "text/event-stream");
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            response = gateway.http.send(request.build(), BodyHandlers.ofLines());
            lines = response.body().iterator();
        }

        private Event next() {
            String id = "";
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    String json = line.substring(5);
                    return new Event(
                            id, JsonMapper.shared().readTree(json).path("type").stringValue());
                }
            }
            return new Event("", "end");
        }

        private String nextComment() {
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith(":") && line.contains("still here")) {
                    return line;
                }
            }
            return "";
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    private static void create(String name) {
        assertThat(
                        gateway.post("/migrations?name=" + name, MigrationApiTest.body("\"d\""))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void factsComeAsTheyAreWrittenAndAStreamIsResumedWhereItBroke() throws Exception {
        create("watched");
        create("other");
        Event first;
        try (Stream stream = new Stream(gateway, "watched")) {
            assertThat(stream.response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            first = stream.next();
            assertThat(first.type()).isEqualTo("migration-created");
            assertThat(stream.nextComment()).isNotEmpty();

            orchestrator.say("other", new CompletionStarted());
            orchestrator.say("watched", new CompletionStarted());

            assertThat(stream.next().type()).isEqualTo("completion-started");
        }
        orchestrator.say("watched", new MigrationSucceeded());
        try (Stream resumed = new Stream(gateway, "watched", "Last-Event-ID", first.id())) {
            assertThat(resumed.next().type()).isEqualTo("completion-started");
            assertThat(resumed.next().type()).isEqualTo("migration-succeeded");
        }
        List<String> types = new ArrayList<>();
        gateway.get("/migrations/watched/events?after=" + first.id())
                .json()
                .path("events")
                .forEach(event -> types.add(event.path("type").stringValue()));
        assertThat(types).containsExactly("completion-started", "migration-succeeded");
    }

    @Test
    void moreStreamsThanAllowedAreRefusedUntilOneIsClosed() throws Exception {
        create("popular");
        List<Stream> streams = new ArrayList<>();
        Eventually.isTrue(
                "as many as allowed are open, once those of other tests have ended",
                () -> openOneMore("popular", streams) == 3);
        assertThat(status("popular")).isEqualTo(503);

        streams.forEach(Stream::close);

        Eventually.isTrue("a stream is free again", () -> status("popular") == 200);
    }

    /// @return how many are open then
    private static int openOneMore(String migration, List<Stream> streams) {
        Stream stream = open(migration);
        if (stream.response.statusCode() == 200) {
            streams.add(stream);
        } else {
            stream.close();
        }
        return streams.size();
    }

    private static int status(String migration) {
        try (Stream stream = open(migration)) {
            return stream.response.statusCode();
        }
    }

    private static Stream open(String migration) {
        try {
            return new Stream(gateway, migration);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStreamEndsWhenTheMigrationIsDeleted() throws Exception {
        create("short-lived");
        try (Stream stream = new Stream(gateway, "short-lived")) {
            assertThat(stream.next().type()).isEqualTo("migration-created");

            gateway.send("DELETE", "/migrations/short-lived", null);

            assertThat(stream.next().type()).isEqualTo("delete-requested");
            assertThat(stream.next().type()).isEqualTo("migration-deleted");
            assertThat(stream.next().type()).isEqualTo("end");
        }
    }

    @Test
    void anOpenStreamDoesNotHoldUpTheShutdown() throws Exception {
        create("open-at-the-end");
        RunningGateway other = new RunningGateway(broker);
        try (Stream stream = new Stream(other, "open-at-the-end")) {
            assertThat(stream.next().type()).isEqualTo("migration-created");
            long begin = System.nanoTime();

            other.context.close();

            assertThat(stream.next().type()).isEqualTo("end");
            assertThat((System.nanoTime() - begin) / 1e9).as("seconds").isLessThan(10);
        } finally {
            other.close();
        }
    }
}
