package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.godwit.cli.service.Json;

/// Makes an answer of a schema with every member filled: texts are `text-` and their name, numbers
/// are 7, flags are false, arrays have one element, and of alternatives the first is taken.
final class SchemaSample {
    private final JsonNode api;

    SchemaSample(JsonNode api) {
        this.api = api;
    }

    JsonNode of(String schema) {
        return value(schema, resolved("#/components/schemas/" + schema));
    }

    /// The schema that a reference means; for an object, its properties.
    JsonNode resolved(String reference) {
        JsonNode schema = api.at(reference.substring(1));
        if (schema.isMissingNode()) {
            throw new AssertionError("the document has no " + reference);
        }
        return schema.has("properties") ? schema.path("properties") : schema;
    }

    private JsonNode value(String name, JsonNode schema) {
        if (schema.has("$ref")) {
            return value(name, api.at(schema.path("$ref").asText().substring(1)));
        }
        if (schema.path("oneOf").isArray()) {
            return value(name, schema.path("oneOf").get(0));
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asText() : type.asText("members")) {
            case "string" ->
                    TextNode.valueOf(
                            schema.path("format").asText().equals("date-time")
                                    ? "2026-11-21T10:00:00Z"
                                    : "text-" + name);
            case "integer", "number" -> IntNode.valueOf(7);
            case "boolean" -> BooleanNode.FALSE;
            case "array" -> Json.object().putArray("x").add(value(name, schema.path("items")));
            case "object" -> object(schema.path("properties"));
            default -> object(schema);
        };
    }

    private ObjectNode object(JsonNode properties) {
        ObjectNode object = Json.object();
        properties
                .properties()
                .forEach(p -> object.set(p.getKey(), value(p.getKey(), p.getValue())));
        return object;
    }
}
