package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationView.TableView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The tables of a database, one a line.
public final class TableReport {
    private TableReport() {}

    /// @param answers the service's answer by database
    public static List<String> ofDatabases(JsonNode answers) {
        List<String> lines = new ArrayList<>();
        answers.properties()
                .forEach(answer -> {
                    lines.add("Database " + TextWidth.printable(answer.getKey()));
                    lines.addAll(of(MigrationReader.tables(answer.getValue())));
                    lines.add("");
                });
        return lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1);
    }

    public static List<String> of(List<TableView> tables) {
        if (tables.isEmpty()) {
            return List.of("No tables are planned.");
        }
        Table table =
                new Table()
                        .left("TABLE")
                        .left("STATE")
                        .right("ROWS")
                        .right("ESTIMATED")
                        .right("BYTES")
                        .right("DURATION")
                        .left("COMPARED")
                        .left("ERROR");
        tables.forEach(each -> table.row(row(each)));
        return table.lines();
    }

    private static List<String> row(TableView table) {
        return List.of(
                table.qualified(),
                table.state(),
                Units.count(table.rows()),
                table.estimatedRows() > 0 ? Units.count(table.estimatedRows()) : "",
                Units.bytes(table.bytes()),
                duration(table),
                table.compared(),
                table.error());
    }

    private static String duration(TableView table) {
        return table.started()
                .flatMap(start -> table.ended().map(end -> Duration.between(start, end)))
                .map(Units::duration)
                .orElse("");
    }
}
