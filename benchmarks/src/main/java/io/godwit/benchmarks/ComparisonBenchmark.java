package io.godwit.benchmarks;

import io.godwit.benchmarks.Comparing.FullComparison;
import io.godwit.benchmarks.Comparing.PlainWay;
import io.godwit.benchmarks.Comparing.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// How long it takes to prove that a migrated database is equal, beside the plain way.
final class ComparisonBenchmark {
    private static final double AIM = 0.6;

    private final Rig rig;
    private final ProofOptions options;

    ComparisonBenchmark(Rig rig, ProofOptions options) {
        this.rig = rig;
        this.options = options;
    }

    /// Seconds, medians.
    private record Pair(double godwit, double plain) {
        Pair plus(Pair more) {
            return new Pair(godwit + more.godwit, plain + more.plain);
        }

        List<String> line(String title, String ofRounds) {
            double ratio = godwit / plain;
            return List.of(
                    title,
                    decimal(godwit),
                    decimal(plain),
                    decimal(ratio),
                    ofRounds,
                    ratio <= AIM ? "yes" : "no");
        }
    }

    String report() {
        warm();
        MarkdownTable times =
                new MarkdownTable(
                        List.of("case", "Godwit", "psql", "ratio", "min–max", "at most " + AIM));
        MarkdownTable usages =
                new MarkdownTable(List.of("case, contender", "source", "target", "program"));
        Pair all = new Pair(0, 0);
        for (BenchmarkCase which : BenchmarkCase.values()) {
            if (options.cases().contains(which)) {
                all = all.plus(measure(which, times, usages));
            }
        }
        if (options.cases().size() > 1) {
            times.add(all.line("all of them", ""));
        }
        return circumstances()
                + "\n## Comparison of every row, in seconds\n\n"
                + times.text()
                + "\n## Processor seconds of the last round\n\n"
                + usages.text();
    }

    private String circumstances() {
        return String.format(
                Locale.ROOT,
                """
                - Scale %s, medians of %d round(s), %d processors, PostgreSQL %s on both sides. Servers and contenders share them.
                - Godwit: from POST of a comparison of level full, parallelism %d, to its end as the API shows it, by a service that already runs: catalogs, counts, sequences, large objects and all rows.
                - psql: `sum(hashtextextended(t::text, 0))` of one table after another, on the source and then on the target.
                - Everybody must find the databases equal, or there is no report.
                """,
                options.scale(),
                options.rounds(),
                Runtime.getRuntime().availableProcessors(),
                rig.source().version(),
                options.parallelism());
    }

    /// So that no figure has the service's first steps in it.
    private void warm() {
        say("warming");
        String database = "bench_warm";
        rig.source().recreate(database);
        for (int table = 0; table < 20; table++) {
            rig.source().execute(database, BenchmarkQueries.smallTable(table));
        }
        List<Comparing> contenders = migrated(database, "warm");
        List<String> tables = tables(database);
        contenders.forEach(contender -> contender.compare(database, tables));
        drop(database);
    }

    private Pair measure(BenchmarkCase which, MarkdownTable times, MarkdownTable usages) {
        say("making and moving " + which.title() + ", scale " + options.scale());
        String database = which.database();
        which.make(rig.source(), options.scale());
        List<Comparing> contenders = migrated(database, "compare-" + which.letter());
        rig.target().execute(database, "VACUUM ANALYZE");
        List<String> tables = tables(database);
        Map<String, List<Result>> results = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            List<Comparing> turned = new ArrayList<>(contenders);
            Collections.rotate(turned, 1 - round);
            for (Comparing contender : turned) {
                rig.requireOpen();
                Result result = contender.compare(database, tables);
                results.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(result);
                say(
                        "%s, round %d, %s: %s s"
                                .formatted(
                                        which.letter(),
                                        round,
                                        contender.name(),
                                        decimal(result.seconds())));
            }
        }
        drop(database);
        return show(which, contenders, results, times, usages);
    }

    private List<Comparing> migrated(String database, String migration) {
        new GodwitContender(rig.service(), rig.source(), rig.target(), options.parallelism())
                .move(database, migration);
        return List.of(
                new FullComparison(rig, migration, options.parallelism()), new PlainWay(rig));
    }

    private List<String> tables(String database) {
        return DatabaseShape.of(rig.source(), database).rows().keySet().stream().sorted().toList();
    }

    private void drop(String database) {
        rig.source().drop(database);
        rig.target().drop(database);
    }

    /// @param contenders Godwit and the plain way
    private static Pair show(
            BenchmarkCase which,
            List<Comparing> contenders,
            Map<String, List<Result>> results,
            MarkdownTable times,
            MarkdownTable usages) {
        List<Double> godwit = seconds(results, contenders.getFirst());
        List<Double> plain = seconds(results, contenders.getLast());
        Pair medians = new Pair(Statistics.median(godwit), Statistics.median(plain));
        List<Double> ofRounds =
                IntStream.range(0, godwit.size())
                        .mapToObj(round -> godwit.get(round) / plain.get(round))
                        .toList();
        times.add(
                medians.line(
                        which.title(),
                        decimal(Collections.min(ofRounds))
                                + "–"
                                + decimal(Collections.max(ofRounds))));
        for (Comparing contender : contenders) {
            Usage usage = results.getOrDefault(contender.name(), List.of()).getLast().usage();
            usages.add(
                    List.of(
                            which.letter() + ", " + contender.name(),
                            decimal(usage.source()),
                            decimal(usage.target()),
                            decimal(usage.program())));
        }
        return medians;
    }

    private static List<Double> seconds(Map<String, List<Result>> results, Comparing contender) {
        return results.getOrDefault(contender.name(), List.of()).stream()
                .map(Result::seconds)
                .toList();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void say(String line) {
        System.err.println("benchmark: " + line);
    }
}
