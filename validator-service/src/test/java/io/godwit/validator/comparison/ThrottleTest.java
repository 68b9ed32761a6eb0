package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = 17;
    private final List<Duration> pauses = new ArrayList<>();

    private void pause(Duration length) {
        pauses.add(length);
        now += length.toNanos();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverMoreRowsAreReadThanTheRateAllows(long seed) {
        Random random = new Random(seed);
        Throttle throttle = new Throttle(500, () -> now, this::pause);
        for (int question = 0; question < 100; question++) {
            long began = now;
            long rows = random.nextInt(2_000);
            now += random.nextLong(3 * SECOND);
            throttle.read(rows);

            assertThat((now - began) * 500.0 / SECOND).isGreaterThanOrEqualTo(rows - 0.001);
        }
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void whatTheQuestionItselfTookIsPartOfItsTime() {
        Throttle throttle = new Throttle(100, () -> now, this::pause);
        now += 3 * SECOND;
        throttle.read(1_000);
        now += 60 * SECOND;
        throttle.read(1_000);
        throttle.read(100);

        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1));
    }

    @Test
    void withoutALimitNobodyWaits() {
        new Throttle(0, () -> now, this::pause).read(Long.MAX_VALUE);

        assertThat(pauses).isEmpty();
    }

    /// A real one; it may take longer, but not less.
    @Test
    void aComparisonWithALimitCutsItsTablesAndTakesItsTime() {
        Pair pair =
                new Pair("compare_slowly")
                        .both(
                                "CREATE TABLE t(id int PRIMARY KEY, a text)",
                                "INSERT INTO t SELECT i, 'x' FROM generate_series(1, 6000) i",
                                "ANALYZE t");
        ComparedPair compared = new ComparedPair(TestPostgres.endpoints(), pair.database);
        long began = System.nanoTime();

        assertThat(
                        compared.compare(
                                new ComparisonScope(
                                        ComparisonLevel.FULL,
                                        TableFilter.ALL,
                                        List.of(),
                                        false,
                                        1_000)))
                .isEmpty();

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(6 * SECOND);
        assertThat(compared.pieces).hasSizeGreaterThanOrEqualTo(2);
    }
}
