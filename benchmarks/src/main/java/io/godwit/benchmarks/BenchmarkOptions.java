package io.godwit.benchmarks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
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
            Usage: ./godwit benchmark online [PART…] [--rounds N] [--scale F] [--cutovers N]
                                             [--markdown FILE]
            Following beside PostgreSQL's own logical replication. Parts (default: all):
              backlog   of 100,000 TPC-B transactions, and of a million inserted rows
              lag       under 1,000 transactions a second
              cutover   the pause of fenced ones (default 10 of them)
            Usage: ./godwit benchmark compare [CASE…] [--rounds N] [--scale F] [--parallelism N]
                                              [--markdown FILE]
            The full comparison of the databases a to d, beside psql computing
            sum(hashtextextended(t::text, 0)) of one table after another, on one server and
            then on the other.
            Usage: ./godwit benchmark validate [--rounds N] [--scale F] [--markdown FILE]
            Validation, Offline and Online, of a database with 10,000 tables.
            The environment variable GODWIT_BENCHMARK_FOLDER names a folder for servers, dumps and
            the service's data, on the file system that is to be measured (default: the temporary one).
            """;

    BenchmarkOptions {
        contenders = List.copyOf(contenders);
        cases = Set.copyOf(cases);
    }

    /// @throws IllegalArgumentException with a sentence for the person
    static BenchmarkOptions parse(String... arguments) {
        Builder options = new Builder();
        Arguments rest = new Arguments(List.of(arguments));
        while (!rest.isEmpty()) {
            options.take(rest.word(), rest);
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

        void take(String argument, Arguments rest) {
            switch (argument) {
                case "--cases" -> cases(rest.value(argument));
                case "--contenders" -> contenders = known(rest.values(argument));
                case "--rounds" -> rounds = rest.whole(argument, 1, 100);
                case "--scale" -> scale = rest.number(argument, 0.001, 100);
                case "--parallelism" -> parallelism = rest.whole(argument, 1, 64);
                case "--json" -> json = Path.of(rest.value(argument));
                case "--markdown" -> markdown = Path.of(rest.value(argument));
                default -> cases(argument);
            }
        }

        private void cases(String text) {
            if (text.startsWith("-")) {
                throw new IllegalArgumentException("benchmark does not know " + text + ".");
            }
            Arguments.words(text).forEach(word -> cases.add(BenchmarkCase.named(word)));
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
