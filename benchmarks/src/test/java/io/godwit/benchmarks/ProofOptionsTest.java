package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofOptionsTest {
    @Test
    void nothingSaidMeansEveryDatabaseThatHasRows() {
        ProofOptions options = ProofOptions.ofComparison(List.of());

        assertThat(options.cases())
                .containsExactlyInAnyOrder(
                        BenchmarkCase.PGBENCH,
                        BenchmarkCase.SKEWED,
                        BenchmarkCase.MANY_TABLES,
                        BenchmarkCase.WIDE_ROWS);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.scale()).isEqualTo(1);
        assertThat(options.parallelism()).isEqualTo(4);
        assertThat(options.markdown()).isNull();
    }

    @Test
    void whatIsSaidHolds() {
        ProofOptions options =
                ProofOptions.ofComparison(
                        List.of(
                                "b",
                                "--cases",
                                "D",
                                "--rounds",
                                "2",
                                "--scale",
                                "0.1",
                                "--parallelism",
                                "1",
                                "--markdown",
                                "x.md"));

        assertThat(options)
                .isEqualTo(
                        new ProofOptions(
                                java.util.Set.of(BenchmarkCase.SKEWED, BenchmarkCase.WIDE_ROWS),
                                2,
                                0.1,
                                1,
                                Path.of("x.md")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "--cases", "--rounds 0", "--scale much", "--contenders x", "z"})
    void mistakesOfAComparisonAreRefused(String line) {
        assertThatThrownBy(() -> ProofOptions.ofComparison(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "--cases a", "--parallelism 2"})
    void aValidationHasNeitherCasesNorParallelism(String line) {
        assertThatThrownBy(() -> ProofOptions.ofValidation(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("benchmark validate does not know");
    }
}
