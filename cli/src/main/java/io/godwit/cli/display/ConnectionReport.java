package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What came of trying servers.
public final class ConnectionReport {
    private static final List<String> SIDES = List.of("source", "target");

    private ConnectionReport() {}

    public static List<String> tested(JsonNode answer) {
        Table table =
                new Table()
                        .left("SERVER")
                        .left("ADDRESS")
                        .left("RESULT")
                        .left("VERSION")
                        .left("SSL")
                        .left("USER")
                        .left("RIGHTS")
                        .right("TIME");
        tried(answer).forEach(side -> table.row(row(side, answer.path(side))));
        List<String> lines = new ArrayList<>(table.lines());
        tried(answer).forEach(side -> lines.addAll(error(side, answer.path(side).path("error"))));
        return lines;
    }

    private static Stream<String> tried(JsonNode answer) {
        return SIDES.stream().filter(side -> answer.path(side).isObject());
    }

    private static List<String> row(String side, JsonNode result) {
        boolean ok = result.path("ok").asBoolean();
        return List.of(
                side,
                text(result, "server"),
                ok ? "ok" : text(result.path("error"), "code"),
                text(result, "version"),
                yesOrNo(result.path("ssl")),
                text(result.path("user"), "name"),
                rights(result.path("user")),
                Units.count(result.path("milliseconds").asLong()) + " ms");
    }

    private static String yesOrNo(JsonNode flag) {
        if (!flag.isBoolean()) {
            return "";
        }
        return flag.asBoolean() ? "yes" : "no";
    }

    /// A superuser has them all.
    private static String rights(JsonNode user) {
        if (user.path("superuser").asBoolean()) {
            return "superuser";
        }
        return user.properties().stream()
                .filter(right -> right.getValue().isBoolean() && right.getValue().asBoolean())
                .map(right -> right.getKey())
                .collect(Collectors.joining(", "));
    }

    private static List<String> error(String side, JsonNode error) {
        if (!error.isObject()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(side + ": " + text(error, "detail") + " (" + text(error, "code") + ")");
        text(error, "serverText").lines().forEach(line -> lines.add("  server: " + line));
        lines.add("  " + text(error, "action"));
        return lines.stream().map(TextWidth::printable).toList();
    }

    /// The first server's failure decides.
    public static ExitCode exitCode(JsonNode answer) {
        return tried(answer)
                .map(side -> answer.path(side).path("error"))
                .filter(JsonNode::isObject)
                .map(error -> ExitCode.ofKind(error.path("kind").asText()))
                .findFirst()
                .orElse(ExitCode.OK);
    }

    public static List<String> databases(JsonNode answer) {
        Table table =
                new Table()
                        .left("DATABASE")
                        .left("OWNER")
                        .left("ENCODING")
                        .left("COLLATION")
                        .right("SIZE");
        for (JsonNode database : answer.path("databases")) {
            table.row(
                    text(database, "name"),
                    text(database, "owner"),
                    text(database, "encoding"),
                    text(database, "collation"),
                    database.hasNonNull("bytes")
                            ? Units.bytes(database.path("bytes").asLong())
                            : "");
        }
        return table.lines();
    }

    private static String text(JsonNode object, String member) {
        return object.hasNonNull(member) ? object.path(member).asText() : "";
    }
}
