package io.godwit.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.Answers;
import io.godwit.cli.display.MigrationView.TableView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveFrameTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:12Z");

    @Test
    void showsHeadBarsAndPace() {
        MigrationView view = MigrationReader.migration(Answers.json("copying"));

        assertThat(new LiveFrame(140, 30).lines(view, NOW))
                .containsExactly(
                        "shop  InProgress · MigratingData  12s",
                        "rental_shop   ██████████████▌           60 %  412,310 of about 680,000 rows,"
                                + " 38.2 MB",
                        "12 of 31 tables copied, 2 copying, 17 queued   41,000 rows/s, 3.9 MB/s,"
                                + " about 7s left");
    }

    @Test
    void tablesInFlightHaveBarsOfTheirOwn() {
        MigrationView view = withTable(MigrationReader.migration(Answers.json("copying")));

        assertThat(new LiveFrame(140, 30).lines(view, NOW).get(2))
                .isEqualTo(
                        "  Odd.\"x\\n\"   ██████                    25 %  100 of about 400 rows, 9.0"
                                + " kB");
    }

    @Test
    void noLineIsWiderAndNoFrameHigherThanTheTerminal() {
        ObjectNode answer = (ObjectNode) Answers.json("copying");
        ArrayNode databases = (ArrayNode) answer.path("databases");
        for (int i = 0; i < 50; i++) {
            ObjectNode more = databases.get(0).deepCopy();
            databases.add(more.put("name", "データベース".repeat(8) + i));
        }
        MigrationView view = MigrationReader.migration(answer);
        for (int rows = 4; rows < 30; rows += 5) {
            for (int columns = 20; columns < 120; columns += 33) {
                List<String> lines = new LiveFrame(columns, rows).lines(view, NOW);
                int width = columns;
                assertThat(lines).hasSizeLessThan(rows);
                assertThat(lines).allMatch(line -> TextWidth.columns(line) < width);
                assertThat(lines).anyMatch(line -> line.contains("… and"));
            }
        }
    }

    @Test
    void theBarIsFullOnlyWhenEveryTableIsCopied() {
        ObjectNode answer = (ObjectNode) Answers.json("copying");
        ((ObjectNode) answer.at("/databases/0/progress")).put("rows", 99_000_000);

        List<String> lines = new LiveFrame(140, 30).lines(MigrationReader.migration(answer), NOW);

        assertThat(lines.get(1)).contains("99 %").doesNotContain("100 %");
    }

    @Test
    void nothingIsPromisedBeforeAnythingIsMeasured() {
        ObjectNode answer = (ObjectNode) Answers.json("copying");
        ObjectNode progress = (ObjectNode) answer.path("progress");
        progress.putNull("rowsPerSecond").putNull("bytesPerSecond").putNull("estimatedFinish");

        List<String> lines = new LiveFrame(140, 30).lines(MigrationReader.migration(answer), NOW);

        assertThat(lines.getLast()).isEqualTo("12 of 31 tables copied, 2 copying, 17 queued");
    }

    private static MigrationView withTable(MigrationView view) {
        TableView table =
                new TableView(
                        "Odd",
                        "\"x\n\"",
                        "Copying",
                        100,
                        400,
                        9000,
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "");
        return view.withDatabases(List.of(view.databases().getFirst().withTables(List.of(table))));
    }
}
