package io.godwit.common.messaging;

import static java.util.Objects.requireNonNull;

import io.godwit.common.migration.Envelope;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Control-plane messages as JSON: `{"type", "id", "causation", "correlation", "at", "payload"}`.
/// Unknown fields are ignored and missing ones are null, so that old and new versions read one
/// another. Thread-safe.
public final class WireCodec {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private WireCodec() {}

    public static byte[] encode(Envelope<?> envelope) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", WireNames.of(envelope.payload().getClass()));
        node.put("id", envelope.id());
        node.put("causation", envelope.causation());
        node.put("correlation", envelope.correlation());
        node.put("at", envelope.at().toString());
        node.set("payload", JSON.valueToTree(envelope.payload()));
        return JSON.writeValueAsBytes(node);
    }

    /// Reads a message, or nothing if its type is unknown to this version or is not a `T`.
    ///
    /// @throws IllegalArgumentException if the bytes are not such a message
    public static <T> Optional<Envelope<T>> decode(byte[] bytes, Class<T> root) {
        JsonNode node = tree(bytes);
        Class<?> type = WireNames.classOf(text(node, "type"));
        if (type == null || !root.isAssignableFrom(type)) {
            return Optional.empty();
        }
        T payload = root.cast(JSON.treeToValue(node.path("payload"), type));
        return Optional.of(
                new Envelope<>(
                        text(node, "id"),
                        optionalText(node, "causation"),
                        text(node, "correlation"),
                        Instant.parse(text(node, "at")),
                        payload));
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a message of Godwit's: not JSON", e);
        }
    }

    private static String text(JsonNode node, String field) {
        return requireNonNull(optionalText(node, field), () -> "the message lacks " + field);
    }

    private static @Nullable String optionalText(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
