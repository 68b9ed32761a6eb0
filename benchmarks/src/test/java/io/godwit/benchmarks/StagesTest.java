package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.benchmarks.Stages.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final Instant ASKED = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void eachLastsUntilTheLastFactOfItsKindAndTheyAddUp() {
        Map<String, Double> stages =
                Stages.between(
                        ASKED,
                        List.of(
                                fact("migration-created", 100),
                                fact("snapshot-opened", 300),
                                fact("work-issued", 350),
                                fact("database-prepared", 800),
                                fact("tables-copied", 1_000),
                                fact("indexes-built", 1_500),
                                fact("tables-copied", 2_000),
                                fact("indexes-built", 2_400),
                                fact("database-finished", 2_600),
                                fact("database-swapped", 2_700),
                                fact("migration-succeeded", 2_750)),
                        ASKED.plusMillis(2_800));

        assertThat(stages.keySet()).containsExactlyElementsOf(Stages.names());
        assertThat(stages.get("accept")).isCloseTo(0.1, within(1e-9));
        assertThat(stages.get("prepare")).isCloseTo(0.5, within(1e-9));
        assertThat(stages.get("copy")).isCloseTo(1.2, within(1e-9));
        assertThat(stages.get("index")).isCloseTo(0.4, within(1e-9));
        assertThat(stages.get("seen")).isCloseTo(0.05, within(1e-9));
        assertThat(sum(stages)).isCloseTo(2.8, within(1e-9));
    }

    @Test
    void whatDidNotHappenOrHappenedAlongsideTakesNoTime() {
        Map<String, Double> stages =
                Stages.between(
                        ASKED,
                        List.of(
                                fact("migration-created", 100),
                                fact("snapshot-opened", 300),
                                fact("database-prepared", 800),
                                fact("tables-copied", 2_000),
                                fact("indexes-built", 1_500),
                                fact("database-finished", 2_600)),
                        ASKED.plusMillis(2_500));

        assertThat(stages.get("index")).isZero();
        assertThat(stages.get("swap")).isZero();
        assertThat(stages.get("seen")).isZero();
        assertThat(sum(stages)).isCloseTo(2.6, within(1e-9));
    }

    private static double sum(Map<String, Double> stages) {
        return stages.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Fact fact(String type, long milliseconds) {
        return new Fact(type, ASKED.plusMillis(milliseconds));
    }
}
