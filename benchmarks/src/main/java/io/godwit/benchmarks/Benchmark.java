package io.godwit.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs each case with each contender in turn, in another order each round.
final class Benchmark {
    private static final Usage NOTHING = new Usage(0, 0, 0, 0, 0, 0);

    private final Rig rig;
    private final BenchmarkOptions options;
    private final List<Contender> contenders;
    private final List<Run> runs = new ArrayList<>();
    private final List<String> aside = new ArrayList<>();

    /// @param contenders Godwit first
    Benchmark(Rig rig, BenchmarkOptions options, List<Contender> contenders) {
        this.rig = rig;
        this.options = options;
        this.contenders = List.copyOf(contenders);
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    /// So that no figure has the service's first steps in it, or the servers'.
    void warm() {
        say("warming");
        String database = "bench_warm";
        rig.source().recreate(database);
        for (int table = 0; table < 20; table++) {
            rig.source().execute(database, BenchmarkQueries.smallTable(table));
        }
        for (Contender contender : contenders) {
            makeRoom(database);
            warm(contender, database);
        }
        tidy(database);
    }

    /// Who fails here will fail below, and be shown as failed.
    private static void warm(Contender contender, String database) {
        try {
            contender.move(database, "warm-" + word(contender));
        } catch (BenchmarkException e) {
            say("warming " + contender.name() + ": " + e.getMessage());
        }
    }

    void run() {
        for (BenchmarkCase which : BenchmarkCase.values()) {
            if (options.cases().contains(which)) {
                run(which);
            }
        }
    }

    private void run(BenchmarkCase which) {
        say("making " + which.title() + ", scale " + options.scale());
        which.make(rig.source(), options.scale());
        DatabaseShape shape = DatabaseShape.of(rig.source(), which.database());
        for (int round = 1; round <= options.rounds(); round++) {
            for (Contender contender : turned(round - 1)) {
                run(which, shape, contender, round);
            }
        }
        tidy(which.database());
    }

    private List<Contender> turned(int steps) {
        List<Contender> order = new ArrayList<>(contenders);
        Collections.rotate(order, -steps);
        return order;
    }

    private void run(BenchmarkCase which, DatabaseShape shape, Contender contender, int round) {
        makeRoom(which.database());
        Run run = measured(which, shape, contender, round);
        rig.requireOpen();
        runs.add(run);
        String refused = run.refused();
        say(
                "%s, round %d, %s: %s"
                        .formatted(
                                which.letter(),
                                round,
                                contender.name(),
                                refused == null
                                        ? String.format(Locale.ROOT, "%.2f s", run.seconds())
                                        : "does not count: " + refused));
    }

    private Run measured(BenchmarkCase which, DatabaseShape shape, Contender contender, int round) {
        String name = "%s-%s-%d".formatted(which.letter(), word(contender), round);
        Usage.Mark before = mark(contender);
        try {
            Contender.Outcome outcome = contender.move(which.database(), name);
            Usage usage = before.until(mark(contender));
            String difference =
                    shape.differenceOf(DatabaseShape.of(rig.target(), which.database()))
                            .orElse(null);
            return new Run(
                    which,
                    contender.name(),
                    round,
                    outcome.seconds(),
                    usage,
                    outcome.stages(),
                    outcome.peakMemory(),
                    difference);
        } catch (BenchmarkException e) {
            return failed(which, contender, round, e.getMessage());
        }
    }

    private static Run failed(
            BenchmarkCase which, Contender contender, int round, @Nullable String why) {
        return new Run(
                which,
                contender.name(),
                round,
                0,
                NOTHING,
                Map.of(),
                0,
                why == null ? "it failed" : why);
    }

    private Usage.Mark mark(Contender contender) {
        return Usage.Mark.now(rig.source(), rig.target(), contender::processorSeconds);
    }

    /// The same start for everybody: no target, nothing left to be written. What the one before has
    /// made stays for now: a file system may look at the places of files that were just deleted
    /// before it makes new ones, for minutes.
    private void makeRoom(String database) {
        rig.requireOpen();
        if (rig.target().exists(database)) {
            String done = database + "_" + aside.size();
            rig.target().rename(database, done);
            aside.add(done);
        }
        rig.source().checkpoint();
        rig.target().checkpoint();
    }

    private void tidy(String database) {
        makeRoom(database);
        aside.forEach(rig.target()::drop);
        aside.clear();
        rig.source().drop(database);
        rig.emptied(Contenders.FOLDER);
    }

    private static String word(Contender contender) {
        return contender.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static void say(String text) {
        System.err.println("benchmark: " + text);
    }
}
