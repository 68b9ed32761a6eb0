package io.godwit.cli.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a refusal (RFC 9457 problem) into a failure of the command.
final class Problem {
    private static final int SHOWN_OF_A_FOREIGN_BODY = 300;

    private Problem() {}

    static CommandFailure failure(int status, String body) {
        try {
            JsonNode problem = Json.read(body);
            if (problem.isObject() && (problem.has("code") || problem.has("detail"))) {
                return of(status, problem);
            }
        } catch (JsonProcessingException e) {
            return foreign(status, body);
        }
        return foreign(status, body);
    }

    private static CommandFailure of(int status, JsonNode problem) {
        String sentence = sentence(status, problem);
        return new CommandFailure(
                problem.hasNonNull("kind")
                        ? ExitCode.ofKind(problem.path("kind").asText())
                        : ExitCode.ofStatus(status),
                text(problem, "code"),
                sentence,
                details(problem, sentence),
                text(problem, "action"));
    }

    private static String sentence(int status, JsonNode problem) {
        String detail = text(problem, "detail");
        if (detail != null) {
            return detail;
        }
        return problem.path("title")
                .asText("The service answered with HTTP status " + status + ".");
    }

    /// What the sentence does not say yet: every mistake, and the PostgreSQL server's own words.
    private static List<String> details(JsonNode problem, String sentence) {
        List<String> details = errors(problem.path("errors"));
        String serverText = text(problem, "serverText");
        if (serverText != null) {
            serverText.lines().map(line -> "server: " + line).forEach(details::add);
        }
        details.removeIf(sentence::contains);
        return details;
    }

    private static List<String> errors(JsonNode errors) {
        List<String> sentences = new ArrayList<>();
        errors.forEach(error -> sentences.add(error(error)));
        return sentences;
    }

    private static String error(JsonNode error) {
        if (error.isTextual()) {
            return error.asText();
        }
        String message = first(error, "message", "detail", "reason");
        String place = first(error, "property", "field", "pointer", "path", "name");
        if (message == null) {
            return Json.line(error);
        }
        return place == null ? message : place + ": " + message;
    }

    private static @Nullable String first(JsonNode object, String... names) {
        for (String name : names) {
            String value = text(object, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static CommandFailure foreign(int status, String body) {
        String start = body.strip();
        String shown =
                start.length() > SHOWN_OF_A_FOREIGN_BODY
                        ? start.substring(0, SHOWN_OF_A_FOREIGN_BODY) + "…"
                        : start;
        return new CommandFailure(
                ExitCode.ofStatus(status),
                null,
                "The answer (HTTP status " + status + ") is not one of Godwit's.",
                shown.isEmpty() ? List.of() : List.of(shown),
                "Check the address given by --server or GODWIT_URL.");
    }
}
