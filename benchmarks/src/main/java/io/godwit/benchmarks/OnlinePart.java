package io.godwit.benchmarks;

import java.util.Locale;

/// What `benchmark online` measures.
enum OnlinePart {
    BACKLOG,
    LAG,
    CUTOVER;

    /// @throws IllegalArgumentException with a sentence for the person
    static OnlinePart named(String word) {
        for (OnlinePart part : values()) {
            if (part.name().equals(word.toUpperCase(Locale.ROOT))) {
                return part;
            }
        }
        throw new IllegalArgumentException(
                "benchmark online has no part " + word + ": backlog, lag and cutover are there.");
    }
}
