package io.godwit.benchmarks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked of `benchmark online`.
///
/// @param parts what is measured
/// @param rounds of each backlog
/// @param scale of backlogs and of the time under load; 1 is the size that the report names
/// @param cutovers whose pauses are measured
record OnlineOptions(
        Set<OnlinePart> parts, int rounds, double scale, int cutovers, @Nullable Path markdown) {
    OnlineOptions {
        parts = Set.copyOf(parts);
    }

    /// @throws IllegalArgumentException with a sentence for the person
    static OnlineOptions parse(List<String> words) {
        Set<OnlinePart> parts = EnumSet.noneOf(OnlinePart.class);
        int rounds = 3;
        double scale = 1;
        int cutovers = 10;
        Path markdown = null;
        Arguments rest = new Arguments(words);
        while (!rest.isEmpty()) {
            String option = rest.word();
            switch (option) {
                case "--rounds" -> rounds = rest.whole(option, 1, 100);
                case "--scale" -> scale = rest.number(option, 0.001, 100);
                case "--cutovers" -> cutovers = rest.whole(option, 0, 1_000);
                case "--markdown" -> markdown = Path.of(rest.value(option));
                case String word when !word.startsWith("-") -> parts.add(OnlinePart.named(word));
                default ->
                        throw new IllegalArgumentException(
                                "benchmark online does not know " + option + ".");
            }
        }
        return new OnlineOptions(
                parts.isEmpty() ? EnumSet.allOf(OnlinePart.class) : parts,
                rounds,
                scale,
                cutovers,
                markdown);
    }
}
