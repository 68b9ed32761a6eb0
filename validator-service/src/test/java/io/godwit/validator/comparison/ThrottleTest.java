package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.QuietWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final WorkRef WORK = new WorkRef("m", "comparison/1/0/x", 1, 1, "d", 0);

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

    /// The pauses of a real comparison are written down, not slept: 5,000 rows at 100 a second.
    @Test
    void aComparisonWithALimitCutsItsTablesAndPausesBehindEachPiece() {
        Pair pair =
                new Pair("compare_slowly")
                        .both(
                                "CREATE TABLE t(id int PRIMARY KEY, a text)",
                                "INSERT INTO t SELECT i, 'x' FROM generate_series(1, 5000) i",
                                "ANALYZE t");
        ComparisonScope scope =
                new ComparisonScope(ComparisonLevel.FULL, TableFilter.ALL, List.of(), false, 100);
        PostgresConnections connections = new PostgresConnections((_, _) -> null);
        List<ComparisonPiece> pieces = new ArrayList<>();
        new Comparisons(connections)
                .plan(
                        new PlanComparison(
                                WORK,
                                TestPostgres.endpoints(),
                                pair.database,
                                pair.database,
                                scope,
                                1),
                        new QuietWork(event -> pieces.addAll(((PiecesPlanned) event).pieces())));
        PieceComparison comparison =
                new PieceComparison(connections, (length, _) -> pauses.add(length));
        for (ComparisonPiece piece : pieces) {
            comparison.compare(
                    new ComparePiece(
                            WORK,
                            TestPostgres.endpoints(),
                            pair.database,
                            pair.database,
                            scope,
                            piece),
                    new QuietWork());
        }

        assertThat(pieces).hasSizeGreaterThanOrEqualTo(10);
        assertThat(pauses).allMatch(length -> length.compareTo(Duration.ofSeconds(10)) < 0);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(50));
    }
}
