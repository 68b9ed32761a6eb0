package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchmarkOptionsTest {
    @Test
    void nothingSaidMeansEverythingThreeTimesAtFullSize() {
        BenchmarkOptions options = BenchmarkOptions.parse();

        assertThat(options.cases()).containsExactlyInAnyOrder(BenchmarkCase.values());
        assertThat(options.contenders()).containsExactly("godwit", "pg_dump", "pgcopydb");
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.scale()).isEqualTo(1);
        assertThat(options.parallelism()).isEqualTo(4);
        assertThat(options.json()).isNull();
        assertThat(options.markdown()).isNull();
    }

    @Test
    void whatIsSaidHolds() {
        BenchmarkOptions options =
                BenchmarkOptions.parse(
                        "a",
                        "--cases",
                        "C, e",
                        "--rounds",
                        "5",
                        "--scale",
                        "0.05",
                        "--parallelism",
                        "2",
                        "--contenders",
                        "godwit,pgcopydb-split",
                        "--json",
                        "x.json",
                        "--markdown",
                        "x.md");

        assertThat(options.cases())
                .containsExactlyInAnyOrder(
                        BenchmarkCase.PGBENCH, BenchmarkCase.MANY_TABLES, BenchmarkCase.EMPTY);
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.scale()).isEqualTo(0.05);
        assertThat(options.parallelism()).isEqualTo(2);
        assertThat(options.contenders()).containsExactly("godwit", "pgcopydb-split");
        assertThat(options.json()).isEqualTo(Path.of("x.json"));
        assertThat(options.markdown()).isEqualTo(Path.of("x.md"));
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertRefused("There is no case f.", "f");
        assertRefused("benchmark does not know --fast.", "--fast");
        assertRefused("--rounds needs a value.", "--rounds");
        assertRefused("--rounds: a number from 1.0 to 100.0 is expected, not 0.", "--rounds", "0");
        assertRefused("not many.", "--scale", "many");
        assertRefused("not NaN.", "--scale", "NaN");
        assertRefused("There is no contender rsync.", "--contenders", "godwit,rsync");
    }

    private static void assertRefused(String sentence, String... arguments) {
        assertThatThrownBy(() -> BenchmarkOptions.parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
