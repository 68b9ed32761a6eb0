package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Recorded answers of the service.
public final class Answers {
    private Answers() {}

    public static String text(String name) {
        try (InputStream in =
                Objects.requireNonNull(
                        Answers.class.getResourceAsStream("/answers/" + name + ".json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String name) {
        try {
            return Json.read(text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
