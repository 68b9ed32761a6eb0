package io.godwit.copy.rows;

import static io.godwit.copy.testing.CopyFixture.CONNECTIONS;
import static io.godwit.copy.testing.CopyFixture.make;
import static io.godwit.copy.testing.CopyFixture.onSource;
import static io.godwit.copy.testing.CopyFixture.publish;
import static io.godwit.copy.testing.CopyFixture.sourceDigest;
import static io.godwit.copy.testing.CopyFixture.targetDigest;
import static io.godwit.copy.testing.CopyFixture.targetValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CopyResumed;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.copy.planning.CopyPlanLimits;
import io.godwit.copy.sessions.Sessions;
import io.godwit.copy.testing.CopyFixture;
import io.godwit.copy.testing.RecordingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A large table in parts, and a small one, under one snapshot and then under another.
class CopyResumptionTest {
    private static final CopyPlanLimits FINE =
            new CopyPlanLimits(
                    64 << 10, 16 << 10, 16 << 10, 8 << 20, 1024, 250, 64 << 20, 8 << 20, 200, 500);
    private static final String LARGE = "\"; drop table x; --\"";

    private final CopyResumption resumption =
            new CopyResumption(CONNECTIONS, new Sessions(CONNECTIONS));

    private static CopyFixture planned() throws Exception {
        make("CREATE TABLE " + LARGE + " (a int, b text); CREATE TABLE small (a int)");
        onSource(
                "INSERT INTO "
                        + LARGE
                        + " SELECT g, repeat('x', 100) FROM generate_series(1, 3000) g",
                "INSERT INTO small SELECT generate_series(1, 10)",
                "ALTER TABLE " + LARGE + " REPLICA IDENTITY FULL",
                "ALTER TABLE small REPLICA IDENTITY FULL");
        publish();
        CopyFixture fixture = CopyFixture.open();
        fixture.plan(FINE, Set.of());
        return fixture;
    }

    private static List<Integer> copiesOf(CopyFixture fixture, boolean large) {
        int number =
                fixture.tables().stream()
                        .filter(table -> table.table().name().equals("small") != large)
                        .mapToInt(table -> table.table().id())
                        .findFirst()
                        .orElseThrow();
        return fixture.copies().stream()
                .filter(copy -> copy.parts().stream().anyMatch(part -> part.table() == number))
                .map(copy -> copy.number())
                .toList();
    }

    private CopyResumed resume(CopyFixture fixture, int attempt, List<Integer> copies) {
        return resumption.perform(fixture.resumeCommand(attempt, copies), fixture.context());
    }

    private static void copy(CopyFixture fixture, List<Integer> copies, int attempt) {
        copies.forEach(copy -> fixture.copy(copy, attempt));
    }

    @Test
    void aTableThatIsThereInPartsIsCopiedAnewUnderTheNextSnapshotAndAWholeOneStays()
            throws Exception {
        CopyFixture lost = planned();
        List<Integer> large = copiesOf(lost, true);
        List<Integer> small = copiesOf(lost, false);
        assertThat(large).hasSizeGreaterThan(4);
        copy(lost, small, 1);
        copy(lost, large.subList(0, 3), 1);
        lost.close();
        onSource(
                "UPDATE " + LARGE + " SET a = -a WHERE a % 2 = 0", "DELETE FROM small WHERE a > 5");
        try (CopyFixture next = lost.again()) {
            CopyResumed resumed = resume(next, 1, large.subList(0, 3));

            assertThat(resumed.changed()).isEmpty();
            assertThat(resumed.copies()).isEqualTo(large.subList(0, 3));
            assertThat(targetValue("SELECT count(*) FROM " + LARGE)).isEqualTo("0");
            assertThat(resume(next, 1, large.subList(0, 3))).isEqualTo(resumed);

            copy(next, large, 2);
            copy(next, large, 3);
            assertThat(targetDigest(LARGE)).isEqualTo(sourceDigest(LARGE));
            assertThat(targetValue("SELECT count(*) FROM small")).isEqualTo("10");
            assertThat(
                            targetValue(
                                    "SELECT string_agg(DISTINCT visible, ' ') FROM _godwit.copied"
                                            + " GROUP BY name HAVING name <> 'small'"))
                    .as("one snapshot for all parts")
                    .doesNotContain(" ")
                    .isNotEqualTo(
                            targetValue("SELECT visible FROM _godwit.copied WHERE name = 'small'"));
        }
    }

    @Test
    void anAttemptUnderTheLostSnapshotTakesNoEffectAnyMore() throws Exception {
        CopyFixture lost = planned();
        List<Integer> large = copiesOf(lost, true);
        RecordingContext zombieContext = new RecordingContext();
        CountDownLatch midway = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        zombieContext.onProgress(() -> {
            midway.countDown();
            await(goOn);
        });
        CopyTables zombie = lost.copyCommand(large.getFirst(), 1);
        TableCopier copier = new TableCopier(CONNECTIONS);
        Future<?> outcome =
                CompletableFuture.supplyAsync(() -> copier.perform(zombie, zombieContext));
        await(midway);
        CopyTables late = lost.copyCommand(large.get(1), 7);
        try (CopyFixture next = lost.again()) {
            resume(next, 1, large.subList(0, 2));
            goOn.countDown();

            assertThatThrownBy(outcome::get).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> copier.perform(late, new RecordingContext()))
                    .as("the lost snapshot is still there")
                    .isInstanceOf(WorkStoppedException.class);
            copy(next, large, 2);
            assertThat(targetDigest(LARGE)).isEqualTo(sourceDigest(LARGE));
        } finally {
            lost.close();
        }
    }

    @Test
    void aResumptionThatComesLateEmptiesNothing() throws Exception {
        CopyFixture first = planned();
        List<Integer> large = copiesOf(first, true);
        copy(first, large.subList(0, 2), 1);
        first.close();
        CopyFixture second = first.again();
        try (CopyFixture third = second.again()) {
            resume(third, 1, large.subList(0, 2));
            copy(third, large, 2);

            assertThatThrownBy(() -> resume(second, 1, large.subList(0, 2)))
                    .isInstanceOf(WorkStoppedException.class);

            assertThat(targetDigest(LARGE)).isEqualTo(sourceDigest(LARGE));
        } finally {
            second.close();
        }
    }

    @Test
    void tellsOfTablesThatWereChangedOrDroppedAndLeavesEverythingAsItIs() throws Exception {
        for (String change :
                List.of(
                        "ALTER TABLE small ADD c int",
                        "ALTER TABLE small ALTER a TYPE bigint",
                        "ALTER TABLE small RENAME a TO b",
                        "ALTER TABLE small RENAME TO other",
                        "DROP TABLE small")) {
            CopyFixture lost = planned();
            List<Integer> large = copiesOf(lost, true);
            copy(lost, large.subList(0, 1), 1);
            lost.close();
            onSource(change);
            try (CopyFixture next = lost.again()) {
                CopyResumed resumed = resume(next, 1, large.subList(0, 1));

                assertThat(resumed.changed())
                        .as(change)
                        .singleElement()
                        .asString()
                        .contains("small");
                assertThat(resumed.copies()).isEmpty();
                assertThat(targetValue("SELECT count(*) > 0 FROM " + LARGE)).isEqualTo("t");
            }
        }
    }

    @Test
    void refusesATableThatNobodyFollows() throws Exception {
        CopyFixture lost = planned();
        lost.close();
        onSource(
                "DO $$ DECLARE p text := (SELECT pubname FROM pg_publication); BEGIN"
                        + " EXECUTE 'DROP PUBLICATION ' || p;"
                        + " EXECUTE format('CREATE PUBLICATION %I FOR TABLE small', p); END $$");
        try (CopyFixture next = lost.again()) {
            MigrationException refused =
                    catchThrowableOfType(
                            MigrationException.class, () -> resume(next, 1, List.of()));

            assertThat(refused.failure().code()).isEqualTo(FailureCode.SCHEMA_CHANGED);
            assertThat(refused).hasMessageContaining(LARGE).hasMessageNotContaining("small");
        }
    }

    @Test
    void nothingIsEmptiedWhereNothingIsTorn() throws Exception {
        CopyFixture lost = planned();
        IntStream.range(0, lost.copies().size()).forEach(copy -> lost.copy(copy, 1));
        lost.close();
        try (CopyFixture next = lost.again()) {
            assertThat(resume(next, 1, List.of()).copies()).isEmpty();
            assertThat(targetDigest(LARGE)).isEqualTo(sourceDigest(LARGE));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
