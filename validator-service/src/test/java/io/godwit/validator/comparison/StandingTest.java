package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Held OLD = held("old", "700");
    private static final Held NEW = held("new", "701");
    private static final Held NEW_AGAIN = held("new", "702");

    @Test
    void aRowThatOneLookFindsEqualWasOnItsWay() {
        Standing<String> rows = new Standing<>(look(Map.of("a", NEW, "b", NEW), OLD));

        rows.look(look(Map.of("b", NEW), OLD), _ -> false);
        rows.look(look(Map.of("a", NEW, "b", NEW), OLD), _ -> true);

        assertThat(rows.stood()).containsOnlyKeys("b");
        assertThat(rows.settled()).isTrue();
    }

    @Test
    void aRowThatEitherSideWroteBetweenTheLooksIsNotJudged() {
        Standing<String> source = new Standing<>(look(Map.of("a", NEW), OLD));
        source.look(look(Map.of("a", NEW_AGAIN), OLD), _ -> true);
        Standing<String> target = new Standing<>(look(Map.of("a", OLD), NEW));
        target.look(look(Map.of("a", OLD), NEW_AGAIN), _ -> true);

        assertThat(source.stood()).isEmpty();
        assertThat(source.open()).containsExactly("a");
        assertThat(target.stood()).isEmpty();

        target.look(look(Map.of("a", OLD), NEW_AGAIN), _ -> true);
        assertThat(target.stood()).containsOnlyKeys("a");
    }

    @Test
    void standingStillCountsOnlyWhereItTells() {
        Standing<String> rows = new Standing<>(look(Map.of("a", Held.NOTHING), OLD));

        rows.look(look(Map.of("a", Held.NOTHING), OLD), pair -> !pair.extra());
        assertThat(rows.stood()).isEmpty();

        rows.look(look(Map.of("a", Held.NOTHING), OLD), Held.Pair::extra);
        assertThat(rows.stood()).containsOnlyKeys("a");
    }

    private static Held held(String sum, String version) {
        return new Held(new Checksum(1, sum), version);
    }

    private static Map<String, Held.Pair> look(Map<String, Held> source, Held target) {
        return source.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, row -> Held.Pair.of(row.getValue(), target)));
    }
}
