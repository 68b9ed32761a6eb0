package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Facts, one a line: when, what, and its details in short.
public final class EventReport {
    private static final int MOST_DETAILS = 160;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private EventReport() {}

    public static List<String> all(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        (answer.isArray() ? answer : answer.path("events")).forEach(e -> lines.addAll(one(e)));
        return lines.isEmpty() ? List.of("Nothing has happened yet.") : lines;
    }

    public static List<String> one(JsonNode event) {
        String details = TextWidth.printable(details(event.path("payload")));
        return List.of(
                "%s  %s  %s"
                        .formatted(
                                time(event),
                                TextWidth.padded(TextWidth.printable(name(event)), 24),
                                TextWidth.cut(details, MOST_DETAILS))
                        .stripTrailing());
    }

    /// When it was recorded; the end of time if it does not say.
    public static Instant at(JsonNode event) {
        try {
            return Instant.parse(event.path("at").asText(""));
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }

    /// Whether nothing follows by itself.
    public static boolean isEnd(JsonNode event) {
        return switch (name(event)) {
            case "migration-succeeded",
                    "migration-failed",
                    "migration-validation-failed",
                    "migration-canceled" ->
                    true;
            default -> false;
        };
    }

    private static String name(JsonNode event) {
        return event.path("type").asText(event.path("name").asText("?"));
    }

    private static String time(JsonNode event) {
        try {
            return TIME.format(Instant.parse(event.path("at").asText("")));
        } catch (DateTimeException e) {
            return event.path("at").asText("");
        }
    }

    private static String details(JsonNode payload) {
        StringJoiner details = new StringJoiner(" ");
        payload.properties()
                .forEach(member -> details.add(member.getKey() + "=" + value(member.getValue())));
        return details.toString();
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            return "[" + value.size() + "]";
        }
        if (value.isObject() && value.has("id") && value.has("attempt")) {
            return value.path("id").asText() + "#" + value.path("attempt").asText();
        }
        return value.isTextual() ? value.asText() : value.toString();
    }
}
