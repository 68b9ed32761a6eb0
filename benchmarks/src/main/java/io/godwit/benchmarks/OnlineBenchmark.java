package io.godwit.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Following under load: how fast a backlog drains, how far the target lags, how long a cutover
/// pauses applications.
final class OnlineBenchmark {
    private static final int RATE = 1_000;
    private static final Duration UNDER_LOAD = Duration.ofMinutes(2);

    private final Rig rig;
    private final OnlineOptions options;

    OnlineBenchmark(Rig rig, OnlineOptions options) {
        this.rig = rig;
        this.options = options;
    }

    String report() {
        StringBuilder page = new StringBuilder();
        page.append(
                String.format(
                        Locale.ROOT,
                        "- Scale %s, %d processors, PostgreSQL %s. Source, target, broker and service share"
                                + " them.%n%n",
                        options.scale(),
                        Runtime.getRuntime().availableProcessors(),
                        rig.source().version()));
        for (OnlinePart part : OnlinePart.values()) {
            if (options.parts().contains(part)) {
                page.append(measure(part));
            }
        }
        page.append(
                String.format(
                        Locale.ROOT,
                        "%nPeak resident memory of the service: %d MiB%n",
                        ProcessTable.peakMemory(rig.service().pid()) >> 20));
        return page.toString();
    }

    private String measure(OnlinePart part) {
        return switch (part) {
            case BACKLOG -> backlogs();
            case LAG -> live();
            case CUTOVER -> cutovers();
        };
    }

    private String backlogs() {
        MarkdownTable table =
                new MarkdownTable(
                        List.of(
                                "backlog, contender",
                                "seconds",
                                "changes/s",
                                "ratio of rates",
                                "source CPU s",
                                "target CPU s",
                                "service CPU s"));
        Streaming peer = new Streaming.LogicalReplication(rig.source(), rig.target());
        Streaming running = new Streaming.Running(rig.service(), rig.source(), rig.target());
        Streaming restarted = new Streaming.Restarted(rig.service(), rig.source(), rig.target());
        Map<Backlog, Map<Streaming, List<Streaming.Result>>> results = new EnumMap<>(Backlog.class);
        stream(List.of(peer, running), results);
        // Last, as a service that was just started is no service that runs.
        stream(List.of(restarted), results);
        results.forEach((backlog, contenders) -> {
            double seconds = median(contenders.getOrDefault(peer, List.of()));
            for (Streaming contender : List.of(peer, running, restarted)) {
                row(
                        table,
                        backlog,
                        contender.name(),
                        contenders.getOrDefault(contender, List.of()),
                        seconds);
            }
        });
        return "## A backlog, from the first message to the last row\n\n" + table.text() + "\n";
    }

    /// In turns.
    private void stream(
            List<Streaming> contenders,
            Map<Backlog, Map<Streaming, List<Streaming.Result>>> results) {
        for (Backlog backlog : Backlog.values()) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Streaming contender : contenders) {
                    Streaming.Result result = stream(backlog, contender, round);
                    results.computeIfAbsent(backlog, _ -> new HashMap<>())
                            .computeIfAbsent(contender, _ -> new ArrayList<>())
                            .add(result);
                    say(
                            "%s, round %d, %s: %s s"
                                    .formatted(
                                            backlog,
                                            round,
                                            contender.name(),
                                            decimal(result.seconds())));
                }
            }
        }
    }

    private Streaming.Result stream(Backlog backlog, Streaming contender, int round) {
        String database = "stream_%s_%d".formatted(backlog.name().toLowerCase(Locale.ROOT), round);
        rig.requireOpen();
        Backlog.prepare(rig.source(), database);
        contender.begin(database);
        backlog.fill(rig.source(), database, options.scale());
        rig.source().checkpoint();
        rig.target().checkpoint();
        Streaming.Result result = contender.stream(database);
        contender.end(database);
        rig.source().drop(database);
        return result;
    }

    private static double median(List<Streaming.Result> results) {
        return Statistics.median(results.stream().map(Streaming.Result::seconds).toList());
    }

    private void row(
            MarkdownTable table,
            Backlog backlog,
            String name,
            List<Streaming.Result> results,
            double peer) {
        double seconds = median(results);
        Usage usage = results.getLast().usage();
        table.add(
                List.of(
                        backlog.title() + ", " + name,
                        decimal(seconds),
                        String.format(
                                Locale.ROOT, "%,.0f", backlog.changes(options.scale()) / seconds),
                        decimal(peer / seconds),
                        decimal(usage.source()),
                        decimal(usage.target()),
                        decimal(usage.program())));
    }

    /// Rows of a table of its own, written one after the other and looked for on the target.
    private String live() {
        String database = "live";
        Backlog.prepare(rig.source(), database);
        rig.source().execute(database, "CREATE TABLE probe (id int PRIMARY KEY)");
        OnlineMigration.create(rig.service(), rig.source(), rig.target(), database);
        OnlineMigration.awaitReady(rig.service(), database);
        String staging =
                rig.target()
                        .value(
                                PostgresServer.USER,
                                "SELECT datname FROM pg_database WHERE datname LIKE 'godwit_new%'");
        long seconds = Math.max(5, Math.round(UNDER_LOAD.toSeconds() * options.scale()));
        Thread load = Thread.ofPlatform().start(() -> load(database, RATE, seconds));
        List<Double> lags = probe(database, staging, seconds);
        join(load);
        OnlineMigration.cancel(rig.service(), database);
        Collections.sort(lags);
        return String.format(
                Locale.ROOT,
                "## Lag under %,d TPC-B transactions a second for %d s%n%n"
                        + "From a commit's answer on the source until the row is seen on the target, %d probes:"
                        + " p50 %.0f ms, p99 %.0f ms, most %.0f ms.%n%n",
                RATE,
                seconds,
                lags.size(),
                percentile(lags, 0.5),
                percentile(lags, 0.99),
                percentile(lags, 1));
    }

    private void load(String database, int rate, long seconds) {
        rig.source()
                .program(
                        "pgbench",
                        "--no-vacuum",
                        "-c",
                        "4",
                        "-R",
                        "" + rate,
                        "-T",
                        "" + seconds,
                        database);
    }

    private List<Double> probe(String database, String staging, long seconds) {
        List<Double> lags = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        try (Connection source = rig.source().connect(database);
                Connection target = rig.target().connect(staging);
                PreparedStatement write = source.prepareStatement("INSERT INTO probe VALUES (?)");
                PreparedStatement look =
                        target.prepareStatement("SELECT FROM probe WHERE id = ?")) {
            for (int id = 1; System.nanoTime() < end; id++) {
                write.setInt(1, id);
                write.executeUpdate();
                long committed = System.nanoTime();
                look.setInt(1, id);
                while (!seen(look)) {
                    GodwitService.pause(Duration.ofMillis(2));
                }
                lags.add((System.nanoTime() - committed) / 1e6);
                GodwitService.pause(Duration.ofMillis(50));
            }
        } catch (SQLException e) {
            throw new BenchmarkException("probing: " + e.getMessage(), e);
        }
        return lags;
    }

    private static boolean seen(PreparedStatement look) throws SQLException {
        try (ResultSet rows = look.executeQuery()) {
            return rows.next();
        }
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private String cutovers() {
        List<Double> pauses = new ArrayList<>();
        for (int number = 1; number <= options.cutovers(); number++) {
            String database = "cutover_" + number;
            Backlog.prepare(rig.source(), database);
            OnlineMigration.create(rig.service(), rig.source(), rig.target(), database);
            OnlineMigration.awaitReady(rig.service(), database);
            Thread load = Thread.ofPlatform().start(() -> loadUntilFenced(database));
            GodwitService.pause(Duration.ofSeconds(3));
            pauses.add((double) OnlineMigration.cutover(rig.service(), database));
            join(load);
            say("cutover %d: %s ms".formatted(number, decimal(pauses.getLast())));
            rig.target().drop(database);
        }
        if (pauses.isEmpty()) {
            return "";
        }
        Collections.sort(pauses);
        return String.format(
                Locale.ROOT,
                "## Pause of a fenced cutover under 500 transactions a second%n%n"
                        + "%d cutovers, from the fence to the new database's name: p50 %.0f ms, least %.0f ms,"
                        + " most %.0f ms.%n",
                pauses.size(),
                percentile(pauses, 0.5),
                pauses.getFirst(),
                pauses.getLast());
    }

    /// The fence ends its sessions; that is how it is to end.
    private void loadUntilFenced(String database) {
        try {
            load(database, 500, 120);
        } catch (BenchmarkException e) {
            // pgbench complains of what was meant to happen
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void say(String line) {
        System.err.println("benchmark: " + line);
    }
}
