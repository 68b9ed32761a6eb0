package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void aTableReadsAsMarkdownAndOnATerminal() {
        MarkdownTable table = new MarkdownTable(List.of("case", "s"));
        table.add(List.of("a | b", "12.50"));

        assertThat(table.text())
                .isEqualTo(
                        """
                        | case   |     s |
                        | ------ | ----: |
                        | a \\| b | 12.50 |
                        """);
    }

    @Test
    void showsTimesRatiosStagesUsageMemoryAndWhatDoesNotCount() {
        Report report =
                new Report(
                        List.of("Scale 1."),
                        List.of("Godwit", "dump", "copy"),
                        List.of(
                                Runs.of("Godwit", 1, 8),
                                Runs.of("dump", 1, 10),
                                Runs.refused("copy", 1, 2)));

        List<String> lines = report.markdown().lines().map(ReportTest::squeezed).toList();

        assertThat(lines)
                .contains(
                        "- Scale 1.",
                        "| a: pgbench scale 60, foreign keys | 8.00 | 10.00 | – | 0.80 | 0.80–0.80 | dump |",
                        "| a: pgbench scale 60, foreign keys | 0.00 | 0.00 | 0.00 | 4.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 |",
                        "| a, Godwit | 8.00 | 1.00 | 3.00 | 2.00 | 0.50 | 90 % | 5 % | processors: target |",
                        "Peak resident memory of the service: 500 MiB",
                        "| a, copy | 1 | 3 indexes instead of 4 |");
        assertThat(lines).noneMatch(line -> line.startsWith("| a, copy | 2.00"));
    }

    @Test
    void withoutRefusalsThereIsNothingAboutThem() {
        Report report = new Report(List.of(), List.of("Godwit"), List.of(Runs.of("Godwit", 1, 8)));

        assertThat(report.markdown()).doesNotContain("do not count").contains(" – ");
    }

    private static String squeezed(String line) {
        return line.replaceAll(" +", " ");
    }
}
