package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `./godwit benchmark`. Ends with 0 if every figure of Godwit's counts.
public final class Benchmarks {
    private static final int WRONGLY_USED = 64;

    private Benchmarks() {}

    public static void main(String[] arguments) {
        // Shorter than the service's own patience: a POST on a connection that it has just closed
        // would fail.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        System.exit(status(arguments));
    }

    private static int status(String... arguments) {
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
            System.out.print(BenchmarkOptions.USAGE);
            return 0;
        }
        try {
            return run(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("godwit: " + e.getMessage());
            System.err.print(BenchmarkOptions.USAGE);
            return WRONGLY_USED;
        } catch (BenchmarkException | UncheckedIOException e) {
            System.err.println("godwit: " + e.getMessage());
            return 1;
        }
    }

    private static int run(String... arguments) {
        List<String> further = List.of(arguments).stream().skip(1).toList();
        return switch (arguments.length == 0 ? "" : arguments[0]) {
            case "online" -> follow(OnlineOptions.parse(further));
            case "compare" -> prove(ProofOptions.ofComparison(further));
            case "validate" -> validate(ProofOptions.ofValidation(further));
            default -> move(BenchmarkOptions.parse(arguments));
        };
    }

    private static int move(BenchmarkOptions options) {
        try (Rig rig = Rig.start(Installation.fromEnvironment())) {
            List<Contender> contenders =
                    new Contenders(rig, options.parallelism()).of(options.contenders());
            Benchmark benchmark = new Benchmark(rig, options, contenders);
            benchmark.warm();
            benchmark.run();
            Report report =
                    new Report(
                            circumstances(rig, options),
                            contenders.stream().map(Contender::name).toList(),
                            benchmark.runs());
            publish(report, options);
            return counted(report) ? 0 : 1;
        }
    }

    private static int follow(OnlineOptions options) {
        try (Rig rig = Rig.startLogical(Installation.fromEnvironment())) {
            show(new OnlineBenchmark(rig, options).report(), options.markdown());
            return 0;
        }
    }

    private static int prove(ProofOptions options) {
        try (Rig rig = Rig.start(Installation.fromEnvironment())) {
            show(new ComparisonBenchmark(rig, options).report(), options.markdown());
            return 0;
        }
    }

    private static int validate(ProofOptions options) {
        try (Rig rig = Rig.startForManyTables(Installation.fromEnvironment())) {
            show(new ValidationBenchmark(rig, options).report(), options.markdown());
            return 0;
        }
    }

    private static void show(String page, @Nullable Path file) {
        System.out.print(page);
        write(file, page);
    }

    private static List<String> circumstances(Rig rig, BenchmarkOptions options) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Scale %s, medians of %d round(s), %d processors. Source, target and contenders share them.",
                        options.scale(),
                        options.rounds(),
                        Runtime.getRuntime().availableProcessors()),
                "PostgreSQL %s on both sides: fsync on, shared_buffers 256MB, max_wal_size 4GB, else defaults; on %s."
                        .formatted(rig.source().version(), rig.fileSystem()),
                "Each figure ends with a usable database of that name where there was none; creating it is included.",
                "Godwit and pgcopydb analyze the tables they have loaded, pg_restore does not. Nobody compares rows."
                        + " Rows, indexes and constraints are counted afterwards, outside of the figures.",
                "Godwit, parallelism %1$d: from POST to Succeeded, by a service that already runs. pg_dump and"
                                .formatted(options.parallelism())
                        + " pg_restore with two jobs each, one after the other. pgcopydb with %1$d table and index jobs."
                                .formatted(options.parallelism()));
    }

    private static boolean counted(Report report) {
        String godwit = report.contenders().getFirst();
        return report.runs().stream()
                .filter(run -> run.contender().equals(godwit))
                .allMatch(Run::counts);
    }

    private static void publish(Report report, BenchmarkOptions options) {
        show(report.markdown(), options.markdown());
        write(
                options.json(),
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report));
    }

    private static void write(@Nullable Path file, String text) {
        if (file != null) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
