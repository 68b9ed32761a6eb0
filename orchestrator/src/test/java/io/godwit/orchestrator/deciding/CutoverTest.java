package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DriftLook;
import io.godwit.common.migration.MigrationEvent.CutoverRequested;
import io.godwit.common.migration.TableRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutoverTest {
    private static final Instant REQUESTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final TableRef TABLE = new TableRef(-2, 1, "public", "changed");

    private static Cutover requested(Duration timeout) {
        return Cutover.of(
                new CutoverRequested(List.of("shop"), 1, true, timeout.toMillis()), REQUESTED);
    }

    private static DriftLook look(String catalogs) {
        return new DriftLook(catalogs, List.of(), List.of());
    }

    @Test
    void theAnswerOfAnAttemptThatStoodStillTakesNothingBack() {
        Cutover again =
                requested(Duration.ofSeconds(60))
                        .looked(look("first"), REQUESTED.plusSeconds(1))
                        .lookedAgain(List.of(TABLE));

        assertThat(again.looked(look("late"), REQUESTED.plusSeconds(9))).isEqualTo(again);
    }

    @Test
    void drainingHasItsTimeAlthoughLookingTookLong() {
        Instant end = REQUESTED.plus(Duration.ofHours(6)).minusSeconds(1);

        assertThat(requested(Duration.ofHours(6)).looked(look(""), end).deadline())
                .isEqualTo(end.plusSeconds(60));
        assertThat(requested(Duration.ofSeconds(5)).looked(look(""), REQUESTED).deadline())
                .isEqualTo(REQUESTED.plusSeconds(5));
    }
}
