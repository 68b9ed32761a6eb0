package io.godwit.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person asked of `benchmark online`.
///
/// @param rounds of each backlog
/// @param scale of backlogs and of the time under load; 1 is the size that the report names
/// @param cutovers whose pauses are measured
record OnlineOptions(int rounds, double scale, int cutovers, @Nullable Path markdown) {
    /// @throws IllegalArgumentException with a sentence for the person
    static OnlineOptions parse(List<String> arguments) {
        int rounds = 3;
        double scale = 1;
        int cutovers = 10;
        Path markdown = null;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value, or is not known.");
            }
            String value = rest.removeFirst();
            switch (option) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--scale" -> scale = Double.parseDouble(value);
                case "--cutovers" -> cutovers = Integer.parseInt(value);
                case "--markdown" -> markdown = Path.of(value);
                default ->
                        throw new IllegalArgumentException(
                                "benchmark online does not know " + option + ".");
            }
        }
        return new OnlineOptions(rounds, scale, cutovers, markdown);
    }
}
