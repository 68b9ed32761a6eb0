package io.godwit.benchmarks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One contender, one case, once.
///
/// @param seconds wall time
/// @param stages of Godwit's time, empty for others
/// @param peakMemory the most that Godwit's service had resident until then, in bytes; else 0
/// @param refused why the figure does not count, null if it does
record Run(
        BenchmarkCase which,
        String contender,
        int round,
        double seconds,
        Usage usage,
        Map<String, Double> stages,
        long peakMemory,
        @Nullable String refused) {
    boolean counts() {
        return refused == null;
    }
}
