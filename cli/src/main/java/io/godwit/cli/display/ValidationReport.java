package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationView.EstimateView;
import io.godwit.cli.display.MigrationView.RuleView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a validation found, for people.
public final class ValidationReport {
    private ValidationReport() {}

    /// Every rule, then what there is to mend, then what it will take.
    public static List<String> of(MigrationView view) {
        if (view.rules().isEmpty()) {
            return List.of("Nothing was validated yet.");
        }
        List<String> lines = new ArrayList<>(grid(view));
        lines.add("");
        lines.addAll(MigrationReport.rules(view));
        view.estimates().forEach(estimate -> lines.addAll(estimate(estimate)));
        return lines;
    }

    private static List<String> grid(MigrationView view) {
        Table table =
                new Table()
                        .left("SCOPE")
                        .left("RULE")
                        .left("STATUS")
                        .left("SEVERITY")
                        .right("DURATION")
                        .left("WHAT IT ASKS");
        for (RuleView rule : view.rules()) {
            table.row(
                    rule.scope(),
                    rule.code(),
                    rule.status(),
                    rule.severity(),
                    rule.duration().toMillis() + " ms",
                    rule.name());
        }
        return table.lines();
    }

    private static List<String> estimate(EstimateView estimate) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Estimate for " + TextWidth.printable(estimate.database()));
        lines.add(
                "  to move   %s tables, %s rows, %s in %s parts; %s indexes of %s"
                        .formatted(
                                Units.count(estimate.tables()),
                                Units.count(estimate.rows()),
                                Units.bytes(estimate.tableBytes()),
                                Units.count(estimate.parts()),
                                Units.count(estimate.indexes()),
                                Units.bytes(estimate.indexBytes())));
        lines.add("  duration  " + duration(estimate));
        lines.add("  disk      %s on the target".formatted(Units.bytes(estimate.diskBytes())));
        if (estimate.walBytesPerSecond() > 0) {
            lines.add(
                    "  WAL       %s per second, %s until the copy is over"
                            .formatted(
                                    Units.bytes(estimate.walBytesPerSecond()),
                                    Units.bytes(estimate.walBytes())));
        }
        lines.add("  how sure  " + estimate.confidence());
        estimate.reasons().forEach(why -> lines.add("            " + TextWidth.printable(why)));
        return lines;
    }

    private static String duration(EstimateView estimate) {
        return estimate.mostSeconds() == 0
                ? "not known"
                : "%s to %s"
                        .formatted(
                                Units.duration(Duration.ofSeconds(estimate.leastSeconds())),
                                Units.duration(Duration.ofSeconds(estimate.mostSeconds())));
    }

    /// @param report how the target's surroundings differ
    public static List<String> environment(JsonNode report) {
        Table table =
                new Table()
                        .left("DATABASE")
                        .left("WHAT")
                        .left("NAME")
                        .left("SOURCE")
                        .left("TARGET");
        for (JsonNode each : report.path("differences")) {
            table.row(
                    each.hasNonNull("database") ? each.path("database").asText() : "",
                    each.path("category").asText(),
                    each.path("name").asText(),
                    text(each, "source"),
                    text(each, "target"));
        }
        return table.isEmpty() ? List.of("No difference was found.") : table.lines();
    }

    private static String text(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.path(member).asText() : "-";
    }
}
