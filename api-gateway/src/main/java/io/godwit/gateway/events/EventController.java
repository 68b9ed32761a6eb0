package io.godwit.gateway.events;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.gateway.events.EventIndex.Extent;
import io.godwit.gateway.events.EventReader.Fact;
import io.godwit.gateway.problems.InvalidRequestException;
import io.godwit.gateway.views.Views;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The raw facts of a migration: those there are as one JSON document, or all there will be as
/// server-sent events.
@RestController
public final class EventController {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final Views views;
    private final EventIndex index;
    private final EventStreams streams;

    public EventController(
            KafkaClients kafka, Views views, EventIndex index, EventStreams streams) {
        this.kafka = kafka;
        this.views = views;
        this.index = index;
        this.streams = streams;
    }

    /// @param after facts up to this offset are left out
    @GetMapping(
            path = "/api/v1/migrations/{name}/events",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable Object events(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestHeader(name = "Accept", defaultValue = "*/*") String accept,
            HttpServletResponse response)
            throws IOException {
        Extent extent = extent(name);
        if (wantsStream(accept)) {
            long from = offset("Last-Event-ID", lastEventId == null ? after : lastEventId);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            SseEmitter emitter = streams.open(name, extent, from);
            return emitter;
        }
        write(name, extent, offset("after", after), response);
        return null;
    }

    private static boolean wantsStream(String accept) {
        return MediaType.parseMediaTypes(accept).stream()
                .filter(type ->
                        type.isCompatibleWith(MediaType.APPLICATION_JSON)
                                || type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM))
                .findFirst()
                .map(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM))
                .orElse(false);
    }

    private Extent extent(String name) {
        return views.existing(name, _ -> index.of(name));
    }

    private static long offset(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return -1;
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(parameter, "the id of an event is expected");
        }
    }

    /// Written as it is read: a migration may have more facts than fit into memory.
    private void write(String name, Extent extent, long after, HttpServletResponse response)
            throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        OutputStream out = response.getOutputStream();
        out.write("{\"events\":[".getBytes(StandardCharsets.UTF_8));
        long last = after;
        try (EventReader reader = new EventReader(kafka, name, extent, after)) {
            String separator = "";
            while (!reader.passed(extent.last())) {
                for (Fact fact : reader.next(PATIENCE)) {
                    out.write((separator + fact.json()).getBytes(StandardCharsets.UTF_8));
                    separator = ",\n";
                    last = fact.offset();
                }
            }
        }
        out.write(("],\"last\":" + last + "}").getBytes(StandardCharsets.UTF_8));
    }
}
