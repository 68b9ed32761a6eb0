package io.godwit.benchmarks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked of `benchmark compare` or `benchmark validate`.
///
/// @param cases never the empty database: there is nothing to prove of it
/// @param scale of all databases; 1 is the size that the report names
/// @param parallelism of Godwit's comparison
record ProofOptions(
        Set<BenchmarkCase> cases,
        int rounds,
        double scale,
        int parallelism,
        @Nullable Path markdown) {
    private static final Set<BenchmarkCase> WITH_ROWS =
            EnumSet.complementOf(EnumSet.of(BenchmarkCase.EMPTY));

    ProofOptions {
        cases = Set.copyOf(cases);
    }

    /// @throws IllegalArgumentException with a sentence for the person
    static ProofOptions ofComparison(List<String> words) {
        return parse("compare", words);
    }

    /// @throws IllegalArgumentException with a sentence for the person
    static ProofOptions ofValidation(List<String> words) {
        return parse("validate", words);
    }

    private static ProofOptions parse(String what, List<String> words) {
        boolean compares = what.equals("compare");
        Set<BenchmarkCase> cases = EnumSet.noneOf(BenchmarkCase.class);
        int rounds = 3;
        double scale = 1;
        int parallelism = 4;
        Path markdown = null;
        Arguments rest = new Arguments(words);
        while (!rest.isEmpty()) {
            String option = rest.word();
            switch (option) {
                case "--rounds" -> rounds = rest.whole(option, 1, 100);
                case "--scale" -> scale = rest.number(option, 0.001, 100);
                case "--markdown" -> markdown = Path.of(rest.value(option));
                case String word when compares && word.equals("--parallelism") ->
                        parallelism = rest.whole(word, 1, 64);
                case String word when compares && word.equals("--cases") ->
                        cases.addAll(named(rest.values(word)));
                case String word when compares && !word.startsWith("-") ->
                        cases.addAll(named(Arguments.words(word)));
                default ->
                        throw new IllegalArgumentException(
                                "benchmark " + what + " does not know " + option + ".");
            }
        }
        return new ProofOptions(
                cases.isEmpty() ? WITH_ROWS : cases, rounds, scale, parallelism, markdown);
    }

    private static List<BenchmarkCase> named(List<String> letters) {
        List<BenchmarkCase> cases = letters.stream().map(BenchmarkCase::named).toList();
        if (cases.contains(BenchmarkCase.EMPTY)) {
            throw new IllegalArgumentException("There is nothing to compare in case e.");
        }
        return cases;
    }
}
