package io.godwit.benchmarks;

import io.godwit.benchmarks.Statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// All runs as one Markdown page.
///
/// @param circumstances sentences about versions and settings
/// @param contenders Godwit first
record Report(List<String> circumstances, List<String> contenders, List<Run> runs) {
    private static final String NONE = "–";

    Report {
        circumstances = List.copyOf(circumstances);
        contenders = List.copyOf(contenders);
        runs = List.copyOf(runs);
    }

    String markdown() {
        StringBuilder page = new StringBuilder();
        circumstances.forEach(line -> page.append("- ").append(line).append('\n'));
        section(page, "Wall time in seconds, and its ratio to the best peer's", times());
        section(page, "Where Godwit's time goes, in seconds", stages());
        section(page, "Processor seconds of a typical run, and what limits it", usage());
        page.append("\nPeak resident memory of the service: ").append(memory()).append('\n');
        section(page, "Figures that do not count", refusals());
        return page.toString();
    }

    private static void section(StringBuilder page, String title, MarkdownTable table) {
        if (!table.isEmpty()) {
            page.append("\n## ").append(title).append("\n\n").append(table.text());
        }
    }

    private List<BenchmarkCase> cases() {
        return runs.stream().map(Run::which).distinct().sorted().toList();
    }

    private MarkdownTable times() {
        Statistics statistics = new Statistics(runs);
        List<String> heads = new ArrayList<>(List.of("case"));
        heads.addAll(contenders);
        heads.addAll(List.of("ratio", "min–max", "best peer"));
        MarkdownTable table = new MarkdownTable(heads);
        for (BenchmarkCase which : cases()) {
            List<String> row = new ArrayList<>(List.of(which.title()));
            contenders.forEach(name ->
                    row.add(statistics.seconds(which, name).map(Report::seconds).orElse(NONE)));
            row.addAll(ratio(statistics.ratio(which, contenders.getFirst(), peers())));
            table.add(row);
        }
        return table;
    }

    private List<String> peers() {
        return contenders.subList(1, contenders.size());
    }

    private static List<String> ratio(Optional<Ratio> ratio) {
        return ratio.map(known ->
                        List.of(
                                seconds(known.median()),
                                seconds(known.least()) + "–" + seconds(known.most()),
                                known.peer()))
                .orElse(List.of(NONE, NONE, NONE));
    }

    private MarkdownTable stages() {
        Statistics statistics = new Statistics(runs);
        List<String> heads = new ArrayList<>(List.of("case"));
        heads.addAll(Stages.names());
        MarkdownTable table = new MarkdownTable(heads);
        for (BenchmarkCase which : cases()) {
            List<Run> own = statistics.of(which, contenders.getFirst());
            if (!own.isEmpty()) {
                List<String> row = new ArrayList<>(List.of(which.title()));
                Stages.names()
                        .forEach(stage ->
                                row.add(median(own, run -> run.stages().getOrDefault(stage, 0.0))));
                table.add(row);
            }
        }
        return table;
    }

    private static String median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return seconds(Statistics.median(runs.stream().mapToDouble(figure).boxed().toList()));
    }

    private MarkdownTable usage() {
        Statistics statistics = new Statistics(runs);
        MarkdownTable table =
                new MarkdownTable(
                        List.of(
                                "case, contender",
                                "wall",
                                "source",
                                "target",
                                "program",
                                "elsewhere",
                                "processors busy",
                                "waiting for disk",
                                "limit"));
        for (BenchmarkCase which : cases()) {
            for (String contender : contenders) {
                statistics.typical(which, contender).map(Report::usageRow).ifPresent(table::add);
            }
        }
        return table;
    }

    private static List<String> usageRow(Run run) {
        Usage usage = run.usage();
        return List.of(
                run.which().letter() + ", " + run.contender(),
                seconds(run.seconds()),
                seconds(usage.source()),
                seconds(usage.target()),
                seconds(usage.program()),
                seconds(usage.elsewhere()),
                percent(usage.busy()),
                percent(usage.waiting()),
                usage.limit());
    }

    private String memory() {
        long most = runs.stream().mapToLong(Run::peakMemory).max().orElse(0);
        return most == 0 ? NONE : most / 1_048_576 + " MiB";
    }

    private MarkdownTable refusals() {
        MarkdownTable table = new MarkdownTable(List.of("case, contender", "round", "why"));
        for (Run run : runs) {
            String refused = run.refused();
            if (refused != null) {
                table.add(
                        List.of(
                                run.which().letter() + ", " + run.contender(),
                                String.valueOf(run.round()),
                                refused.replaceAll("\\s+", " ")));
            }
        }
        return table;
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
