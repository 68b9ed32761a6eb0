package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.godwit.cli.display.GenericTable;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Prints a command's answer as it was asked for: a table for people, JSON for scripts, or what a
/// JMESPath query picks.
final class Output {
    private final PrintWriter out;
    private final @Nullable OutputFormat format;
    private final @Nullable String query;

    Output(PrintWriter out, @Nullable OutputFormat format, @Nullable String query) {
        this.out = out;
        this.format = format;
        this.query = query;
    }

    /// Whether a person reads the command's own table or bars.
    boolean forPeople() {
        return format != OutputFormat.JSON && query == null;
    }

    void print(JsonNode answer, Supplier<List<String>> table) {
        if (forPeople()) {
            lines(table.get());
        } else {
            printJson(answer);
        }
    }

    /// For one of a stream of answers: JSON on one line.
    void printOne(JsonNode answer, Supplier<List<String>> table) {
        if (forPeople()) {
            lines(table.get());
        } else {
            lines(List.of(Json.line(picked(answer))));
        }
    }

    void lines(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    private void printJson(JsonNode answer) {
        JsonNode picked = picked(answer);
        lines(
                format == OutputFormat.TABLE
                        ? GenericTable.lines(picked)
                        : List.of(Json.pretty(picked)));
    }

    private JsonNode picked(JsonNode answer) {
        if (query == null) {
            return answer;
        }
        try {
            return new JacksonRuntime().compile(query).search(answer);
        } catch (JmesPathException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    null,
                    "The query `" + query + "` is not valid JMESPath.",
                    List.of(String.valueOf(e.getMessage())),
                    "See jmespath.org for its grammar.");
        }
    }
}
