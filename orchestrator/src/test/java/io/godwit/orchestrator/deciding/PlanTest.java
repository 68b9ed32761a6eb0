package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedIndex;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final PlannedBuild ONLY = build(0, 7);
    private static final PlannedBuild LARGE = build(1, 8);
    private static final PlannedBuild SMALL_ONES = build(2, 8, 9);

    private final Plan plan = Plan.NONE.withBuilds(List.of(ONLY, LARGE, SMALL_ONES));

    @Test
    void aTablesOnlyIndexIsBuiltAlone() {
        assertThat(plan.alone(ONLY)).isTrue();
    }

    @Test
    void anIndexOfATableThatHasOthersIsNot() {
        assertThat(plan.alone(LARGE)).isFalse();
        assertThat(plan.alone(SMALL_ONES)).isFalse();
    }

    private static PlannedBuild build(int number, int... tables) {
        return new PlannedBuild(
                number,
                IntStream.of(tables)
                        .mapToObj(table -> new PlannedIndex(table, 100L + table, "i" + table, 1))
                        .toList());
    }
}
