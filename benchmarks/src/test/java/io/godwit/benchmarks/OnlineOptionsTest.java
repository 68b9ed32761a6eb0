package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineOptionsTest {
    @Test
    void everyPartIsMeasuredUnlessSomeAreNamed() {
        assertThat(OnlineOptions.parse(List.of()).parts()).containsOnly(OnlinePart.values());
        assertThat(OnlineOptions.parse(List.of("backlog", "--rounds", "2", "Lag")).parts())
                .containsOnly(OnlinePart.BACKLOG, OnlinePart.LAG);
    }

    @Test
    void aPartThatThereIsNotIsRefusedWithThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnlineOptions.parse(List.of("catchup")))
                .withMessage(
                        "benchmark online has no part catchup: backlog, lag and cutover are there.");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnlineOptions.parse(List.of("--fast")))
                .withMessageContaining("--fast");
    }
}
