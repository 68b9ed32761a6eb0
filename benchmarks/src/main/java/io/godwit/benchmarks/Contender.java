package io.godwit.benchmarks;

import java.util.Map;

/// Somebody who moves a database from the source to the target, where there is none of its name.
interface Contender {
    /// As people call it.
    String name();

    /// Returns when the database is there and can be used.
    ///
    /// @param run unique in this benchmark; a name for files and the like
    /// @throws BenchmarkException if it failed
    Outcome move(String database, String run);

    /// What the processors spent on this contender's own programs until now, in seconds.
    double processorSeconds(ProcessTable processes);

    /// @param seconds from asking for it to its end
    /// @param stages see [Run]
    /// @param peakMemory see [Run]
    record Outcome(double seconds, Map<String, Double> stages, long peakMemory) {
        static Outcome since(long nanoTime) {
            return new Outcome((System.nanoTime() - nanoTime) / 1e9, Map.of(), 0);
        }
    }
}
