package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuleTimeTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RuleTime time = new RuleTime(Duration.ofSeconds(10), 5 * SECOND);

    @Test
    void aRuleUsesItsTimeFromItsOwnBeginning() {
        assertThat(time.left(5 * SECOND)).isEqualTo(10 * SECOND);
        assertThat(time.left(12 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(time.left(16 * SECOND)).isNegative();
    }

    @Test
    void waitingForASessionOfOthersIsNotCounted() {
        time.waiting(6 * SECOND);
        assertThat(time.left(100 * SECOND)).isEqualTo(9 * SECOND);
        time.goesOn(100 * SECOND);
        assertThat(time.left(102 * SECOND)).isEqualTo(7 * SECOND);
        time.waiting(103 * SECOND);
        time.goesOn(104 * SECOND);

        assertThat(time.left(104 * SECOND)).isEqualTo(6 * SECOND);
    }
}
