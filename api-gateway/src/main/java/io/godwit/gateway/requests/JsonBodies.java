package io.godwit.gateway.requests;

import io.godwit.gateway.problems.InvalidRequestException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads request bodies. What is in them is never repeated in an error: it may be a password.
final class JsonBodies {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonBodies() {}

    /// @throws InvalidRequestException if it is not one JSON object
    static ObjectNode object(String body) {
        if (body.isBlank()) {
            throw new InvalidRequestException("body", "a JSON object is expected, not nothing");
        }
        if (tree(body) instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidRequestException("body", "a JSON object is expected");
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new InvalidRequestException("body", "this is not JSON, " + place(e));
        }
    }

    private static String place(JacksonException e) {
        boolean twice = e.getOriginalMessage().startsWith("Duplicate Object property");
        String what = twice ? "a property stands there twice" : "or breaks off";
        return e.getLocation() == null
                ? what
                : what
                        + ": look at line %d, column %d"
                                .formatted(
                                        e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
