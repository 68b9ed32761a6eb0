package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Comparisons and reports, for people.
public final class ComparisonReport {
    private ComparisonReport() {}

    public static List<String> list(JsonNode answer) {
        Table table =
                new Table()
                        .right("No.")
                        .left("Level")
                        .left("Result")
                        .left("Begun")
                        .right("Rows")
                        .right("Differ");
        for (JsonNode run : answer.path("comparisons")) {
            table.row(
                    run.path("number").asText(),
                    run.path("level").asText(),
                    run.path("status").asText(),
                    run.path("started").asText(),
                    Units.count(run.path("rows").asLong()),
                    Units.count(run.path("differing").asLong()));
        }
        return table.isEmpty() ? List.of("Nothing was compared yet.") : table.lines();
    }

    public static List<String> whole(String migration, JsonNode run) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Comparison %s of %s, level %s: %s"
                        .formatted(
                                run.path("number").asText(),
                                TextWidth.printable(migration),
                                run.path("level").asText(),
                                run.path("status").asText()));
        lines.add(
                "%s of %s pieces, %s tables, %s rows, %s other objects; %s differ"
                        .formatted(
                                run.path("piecesDone").asText(),
                                run.path("pieces").asText(),
                                Units.count(run.path("tables").asLong()),
                                Units.count(run.path("rows").asLong()),
                                Units.count(run.path("objects").asLong()),
                                Units.count(run.path("differing").asLong())));
        if (run.path("unsettled").asLong() > 0) {
            lines.add(
                    Units.count(run.path("unsettled").asLong())
                            + " rows were not judged: what differs may be on its way; compare again.");
        }
        if (run.path("failureMessage").isTextual()) {
            failure(run.path("failureCode").asText(), run.path("failureMessage").asText(), lines);
        }
        differences(run, lines);
        return lines;
    }

    private static void failure(String code, String message, List<String> lines) {
        lines.add("%s (%s)".formatted(TextWidth.printable(message), code));
        if (code.equals("AUTHENTICATION_FAILED")) {
            lines.add(
                    "Passwords of a migration that has ended are destroyed: compare at a terminal, which asks for"
                            + " them, or set GODWIT_SOURCE_PASSWORD and GODWIT_TARGET_PASSWORD.");
        }
    }

    private static void differences(JsonNode run, List<String> lines) {
        Table table =
                new Table()
                        .left("Database")
                        .left("What")
                        .left("Object")
                        .left("Source")
                        .left("Target");
        for (JsonNode found : run.path("differences")) {
            String key = found.path("key").isTextual() ? " " + found.path("key").asText() : "";
            table.row(
                    found.path("database").asText(),
                    found.path("type").asText() + " " + found.path("kind").asText(),
                    found.path("object").asText() + key,
                    shown(found.path("source")),
                    shown(found.path("target")));
        }
        if (!table.isEmpty()) {
            lines.add("");
            lines.addAll(table.lines());
        }
    }

    private static String shown(JsonNode text) {
        String value = text.isTextual() ? text.asText() : "–";
        return value.length() <= 60 ? value : value.substring(0, 60) + "…";
    }

    /// The report in a few lines; all of it is in its JSON and its page.
    public static List<String> ofMigration(JsonNode report) {
        JsonNode content = report.path("content");
        JsonNode migration = content.path("migration");
        List<String> lines = new ArrayList<>();
        lines.add(
                "Migration %s: %s"
                        .formatted(
                                TextWidth.printable(migration.path("name").asText()),
                                migration.path("state").asText()));
        lines.add(
                "%s rows, %s"
                        .formatted(
                                Units.count(migration.path("progress").path("rows").asLong()),
                                Units.bytes(migration.path("progress").path("bytes").asLong())));
        for (JsonNode pause : content.path("pauses")) {
            lines.add(
                    "%s paused for %s ms at its cutover"
                            .formatted(
                                    TextWidth.printable(pause.path("database").asText()),
                                    pause.path("millis").asText()));
        }
        for (JsonNode notice : migration.path("notices")) {
            lines.add(TextWidth.printable(notice.path("message").asText()));
        }
        List<String> own = MigrationReport.comparison(MigrationReader.migration(migration));
        lines.addAll(own);
        if (own.isEmpty() || !content.path("comparisons").isEmpty()) {
            lines.addAll(list(content));
        }
        lines.add(
                "%s %s"
                        .formatted(
                                report.path("digestAlgorithm").asText(),
                                report.path("digest").asText()));
        return lines;
    }
}
