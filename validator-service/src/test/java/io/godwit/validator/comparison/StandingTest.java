package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Checksum OLD = new Checksum(1, "1");
    private static final Checksum NEW = new Checksum(1, "2");

    @Test
    void aRowThatOneLookFindsEqualWasOnItsWay() {
        Standing<String> rows = new Standing<>(List.of("a", "b"));
        rows.look(List.of("a", "b"), _ -> OLD);

        rows.look(List.of("b"), _ -> OLD);
        rows.look(List.of("a", "b"), _ -> OLD);

        assertThat(rows.stood()).containsExactly("b");
        assertThat(rows.moved()).isZero();
    }

    @Test
    void aRowTheSourceChangesBetweenLooksIsNeitherEqualNorWrong() {
        Standing<String> rows = new Standing<>(List.of("a"));
        rows.look(List.of("a"), _ -> OLD);
        rows.look(List.of("a"), _ -> NEW);
        rows.look(List.of("a"), _ -> NEW);

        assertThat(rows.settled()).isFalse();
        assertThat(rows.stood()).isEmpty();
        assertThat(rows.moved()).isEqualTo(1);
    }
}
