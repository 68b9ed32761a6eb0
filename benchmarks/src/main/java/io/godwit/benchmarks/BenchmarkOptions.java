package io.godwit.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked for.
///
/// @param rounds how often each contender runs each case
/// @param scale of all databases; 1 is the size that the cases describe
/// @param parallelism of Godwit, and the number of jobs of pgcopydb
record BenchmarkOptions(
        Set<BenchmarkCase> cases,
        List<String> contenders,
        int rounds,
        double scale,
        int parallelism,
        @Nullable Path json,
        @Nullable Path markdown) {

    static final String USAGE =
            """
            Usage: ./godwit benchmark [CASE…] [OPTION…]
            Godwit beside pg_dump | pg_restore and pgcopydb, on two throw-away servers.
              CASE, --cases a,b,…  which databases (default: all)
                                     a  pgbench, scale 60, with foreign keys
                                     b  one table of 4 million rows with three indexes, and a small one
                                     c  2,000 tables of 200 rows with two indexes each
                                     d  150,000 wide rows: jsonb, bytea, arrays, numeric; GIN
                                     e  an empty database
              --rounds N           how often each contender runs each case (default 3)
              --scale F            of all databases, such as 0.05 for a quick check (default 1)
              --parallelism N      of Godwit, and jobs of pgcopydb (default 4)
              --contenders x,y,…   of godwit, pg_dump, pgcopydb (these three by default),
                                   pg_dump-Z0 (without compression), pgcopydb-split (parts of 100 MB)
              --json FILE          every single run, for programs
              --markdown FILE      the report that is also printed
            Usage: ./godwit benchmark online [--rounds N] [--scale F] [--cutovers N] [--markdown FILE]
            Following beside PostgreSQL's own logical replication: a backlog of 100,000 TPC-B
            transactions, one of a million inserted rows, lag under 1,000 transactions a second,
            and the pause of fenced cutovers (default 10).
            """;

    BenchmarkOptions {
        contenders = List.copyOf(contenders);
        cases = Set.copyOf(cases);
    }

    /// @throws IllegalArgumentException with a sentence for the person
    static BenchmarkOptions parse(String... arguments) {
        Builder options = new Builder();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            options.take(rest.removeFirst(), rest);
        }
        return options.build();
    }

    private static final class Builder {
        private final Set<BenchmarkCase> cases = EnumSet.noneOf(BenchmarkCase.class);
        private List<String> contenders = List.of("godwit", "pg_dump", "pgcopydb");
        private int rounds = 3;
        private double scale = 1;
        private int parallelism = 4;
        private @Nullable Path json;
        private @Nullable Path markdown;

        void take(String argument, Deque<String> rest) {
            switch (argument) {
                case "--cases" -> cases(value(argument, rest));
                case "--contenders" -> contenders = known(words(value(argument, rest)));
                case "--rounds" -> rounds = (int) number(argument, rest, 1, 100);
                case "--scale" -> scale = number(argument, rest, 0.001, 100);
                case "--parallelism" -> parallelism = (int) number(argument, rest, 1, 64);
                case "--json" -> json = Path.of(value(argument, rest));
                case "--markdown" -> markdown = Path.of(value(argument, rest));
                default -> cases(argument);
            }
        }

        private void cases(String text) {
            if (text.startsWith("-")) {
                throw new IllegalArgumentException("benchmark does not know " + text + ".");
            }
            words(text).forEach(word -> cases.add(BenchmarkCase.named(word)));
        }

        private static List<String> known(List<String> words) {
            words.stream()
                    .filter(word -> !Contenders.WORDS.contains(word))
                    .findFirst()
                    .ifPresent(Builder::unknown);
            return words;
        }

        private static void unknown(String contender) {
            throw new IllegalArgumentException("There is no contender " + contender + ".");
        }

        private static List<String> words(String text) {
            return Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
        }

        private static String value(String option, Deque<String> rest) {
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value.");
            }
            return rest.removeFirst();
        }

        private static double number(
                String option, Deque<String> rest, double least, double largest) {
            String text = value(option, rest);
            try {
                double number = Double.parseDouble(text);
                if (number >= least && number <= largest) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // the sentence below says it
            }
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: a number from %s to %s is expected, not %s.",
                            option,
                            least,
                            largest,
                            text));
        }

        BenchmarkOptions build() {
            return new BenchmarkOptions(
                    cases.isEmpty() ? EnumSet.allOf(BenchmarkCase.class) : cases,
                    contenders,
                    rounds,
                    scale,
                    parallelism,
                    json,
                    markdown);
        }
    }
}
