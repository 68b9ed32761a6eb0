package io.godwit.orchestrator.deciding;

import java.util.function.LongConsumer;

/// Histories of a simulation, each from a seed of its own.
final class Histories {
    private Histories() {}

    /// A failure says by which seed it comes again.
    static void each(int histories, LongConsumer history) {
        for (long seed = 0; seed < histories; seed++) {
            try {
                history.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
