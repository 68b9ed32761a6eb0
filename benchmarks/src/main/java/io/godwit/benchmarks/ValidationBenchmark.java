package io.godwit.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How long a DBA waits for the validation of a database with very many tables.
final class ValidationBenchmark {
    private static final int TABLES = 10_000;
    private static final int AIM_SECONDS = 10;
    private static final String DATABASE = "bench_many";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Rig rig;
    private final ProofOptions options;

    ValidationBenchmark(Rig rig, ProofOptions options) {
        this.rig = rig;
        this.options = options;
    }

    String report() {
        int tables = Math.max(1, (int) Math.round(TABLES * options.scale()));
        say("making %,d tables".formatted(tables));
        rig.source().recreate(DATABASE);
        rig.source().execute(DATABASE, BenchmarkQueries.manyTables(tables));
        rig.source().execute(DATABASE, "ANALYZE");
        MarkdownTable table =
                new MarkdownTable(
                        List.of(
                                "mode",
                                "median",
                                "least",
                                "most",
                                "rules",
                                "under %d s".formatted(AIM_SECONDS)));
        for (String mode : List.of("Offline", "Online")) {
            measure(mode, table);
        }
        return String.format(
                        Locale.ROOT,
                        """
                        - %,d tables, each with primary key, foreign key, check and another index; %d round(s), %d processors, PostgreSQL %s.
                        - From the migration's start to its end as the API shows them; option Validate, all rules, environment and estimate.

                        ## Validation, in seconds

                        """,
                        tables,
                        options.rounds(),
                        Runtime.getRuntime().availableProcessors(),
                        rig.source().version())
                + table.text();
    }

    private void measure(String mode, MarkdownTable table) {
        List<Double> seconds = new ArrayList<>();
        int rules = 0;
        for (int round = 1; round <= options.rounds(); round++) {
            JsonNode ended = validated(mode, "validate-%s-%d".formatted(mode, round));
            seconds.add(seconds(ended));
            rules = rules(ended);
            say("%s, round %d: %s s".formatted(mode, round, decimal(seconds.getLast())));
        }
        double median = Statistics.median(seconds);
        table.add(
                List.of(
                        mode,
                        decimal(median),
                        decimal(seconds.stream().min(Double::compare).orElseThrow()),
                        decimal(seconds.stream().max(Double::compare).orElseThrow()),
                        String.valueOf(rules),
                        median < AIM_SECONDS ? "yes" : "no"));
    }

    private JsonNode validated(String mode, String name) {
        rig.requireOpen();
        ObjectNode body =
                ServiceMigration.body(name, "Validate", rig.source(), rig.target(), DATABASE);
        body.put("mode", mode);
        rig.service().create(body);
        return new ServiceMigration(rig.service(), name).await("Succeeded", POLL, LONGEST);
    }

    private static double seconds(JsonNode ended) {
        Instant from = Instant.parse(ended.path("started").asString());
        Instant until = Instant.parse(ended.path("ended").asString());
        return Duration.between(from, until).toNanos() / 1e9;
    }

    /// A rule that was not answered in time is no figure.
    private static int rules(JsonNode ended) {
        List<JsonNode> rules = new ArrayList<>();
        ended.at("/validation/server/rules").forEach(rules::add);
        ended.at("/validation/databases/0/rules").forEach(rules::add);
        for (JsonNode rule : rules) {
            if (rule.toString().contains("not checked, because")) {
                throw new BenchmarkException("not answered: " + rule);
            }
        }
        return rules.size();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void say(String line) {
        System.err.println("benchmark: " + line);
    }
}
