package io.godwit.benchmarks;

import java.util.Map;

/// Runs as tests need them.
final class Runs {
    private static final Usage USAGE = new Usage(1, 3, 2, 0.5, 0.9, 0.05);

    private Runs() {}

    static Run of(String contender, int round, double seconds) {
        return new Run(
                BenchmarkCase.PGBENCH,
                contender,
                round,
                seconds,
                USAGE,
                Map.of("copy", seconds / 2),
                contender.equals("Godwit") ? 500L * 1_048_576 : 0,
                null);
    }

    static Run refused(String contender, int round, double seconds) {
        return new Run(
                BenchmarkCase.PGBENCH,
                contender,
                round,
                seconds,
                USAGE,
                Map.of(),
                0,
                "3 indexes\ninstead of 4");
    }
}
