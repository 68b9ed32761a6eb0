package io.godwit.cli.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Reading and writing JSON as the CLI needs it.
public final class Json {
    /// Answers of the service; numbers keep their digits.
    static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// Files that people write: comments and trailing commas are welcome, repeated keys are not.
    private static final JsonMapper LENIENT =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

    private Json() {}

    public static ObjectNode object() {
        return STRICT.createObjectNode();
    }

    public static JsonNode read(String text) throws JsonProcessingException {
        return STRICT.readTree(text);
    }

    public static JsonNode readWrittenByPeople(String text) throws JsonProcessingException {
        return LENIENT.readTree(text);
    }

    public static byte[] bytes(JsonNode node) {
        return line(node).getBytes(StandardCharsets.UTF_8);
    }

    /// On one line.
    public static String line(JsonNode node) {
        return node.toString();
    }

    /// Indented, for scripts and eyes.
    public static String pretty(JsonNode node) {
        try {
            return STRICT.writer(PRETTY).writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /// The member of that name, whatever the case of its letters.
    public static Optional<Map.Entry<String, JsonNode>> member(JsonNode object, String name) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }
}
