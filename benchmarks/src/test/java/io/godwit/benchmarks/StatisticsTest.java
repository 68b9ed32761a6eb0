package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.godwit.benchmarks.Statistics.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final List<String> PEERS = List.of("dump", "copy");

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Statistics.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
        assertThatThrownBy(() -> Statistics.median(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRatioIsToThePeerWithTheLeastMedianAndRangesOverTheRounds() {
        Statistics statistics =
                new Statistics(
                        List.of(
                                Runs.of("Godwit", 1, 8),
                                Runs.of("Godwit", 2, 6),
                                Runs.of("Godwit", 3, 7),
                                Runs.of("dump", 1, 20),
                                Runs.of("dump", 2, 1),
                                Runs.of("dump", 3, 20),
                                Runs.of("copy", 1, 10),
                                Runs.of("copy", 2, 12),
                                Runs.of("copy", 3, 10)));

        Ratio ratio = statistics.ratio(BenchmarkCase.PGBENCH, "Godwit", PEERS).orElseThrow();

        assertThat(ratio.peer()).isEqualTo("copy");
        assertThat(ratio.median()).isCloseTo(0.7, within(1e-9));
        assertThat(ratio.least()).isCloseTo(0.5, within(1e-9));
        assertThat(ratio.most()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void whatWasRefusedCountsNowhere() {
        Statistics statistics =
                new Statistics(
                        List.of(
                                Runs.of("Godwit", 1, 8),
                                Runs.of("dump", 1, 10),
                                Runs.refused("copy", 1, 2)));

        assertThat(statistics.seconds(BenchmarkCase.PGBENCH, "copy")).isEmpty();
        assertThat(statistics.ratio(BenchmarkCase.PGBENCH, "Godwit", PEERS))
                .hasValueSatisfying(ratio -> assertThat(ratio.peer()).isEqualTo("dump"));
    }

    @Test
    void thereIsNoRatioWithoutBothSides() {
        Statistics alone = new Statistics(List.of(Runs.of("Godwit", 1, 8)));
        Statistics without =
                new Statistics(List.of(Runs.refused("Godwit", 1, 8), Runs.of("dump", 1, 10)));

        assertThat(alone.ratio(BenchmarkCase.PGBENCH, "Godwit", PEERS)).isEmpty();
        assertThat(without.ratio(BenchmarkCase.PGBENCH, "Godwit", PEERS)).isEmpty();
        assertThat(without.ratio(BenchmarkCase.EMPTY, "Godwit", PEERS)).isEmpty();
    }

    @Test
    void aTypicalRunIsTheOneInTheMiddle() {
        Statistics statistics =
                new Statistics(
                        List.of(
                                Runs.of("dump", 1, 9),
                                Runs.of("dump", 2, 3),
                                Runs.of("dump", 3, 5)));

        assertThat(statistics.typical(BenchmarkCase.PGBENCH, "dump"))
                .hasValueSatisfying(run -> assertThat(run.round()).isEqualTo(3));
        assertThat(statistics.typical(BenchmarkCase.PGBENCH, "copy")).isEmpty();
    }
}
