package io.godwit.copy.planning;

import static io.godwit.copy.testing.CopyFixture.make;
import static io.godwit.copy.testing.CopyFixture.onSource;
import static io.godwit.copy.testing.CopyFixture.sourceValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.IndexesPlanned;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedIndex;
import io.godwit.common.migration.PlannedPart;
import io.godwit.copy.testing.CopyFixture;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CopyPlannerTest {
    @Test
    void divides2000SmallTablesSoThatAllWorkersHaveWork() throws Exception {
        make("");
        onSource(
                """
                DO $$ BEGIN FOR i IN 1..2000 LOOP
                    EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, v text)', i);
                    EXECUTE format('CREATE INDEX ON t%s (v)', i);
                    IF i %% 500 = 0 THEN COMMIT; END IF;
                END LOOP; END $$
                """
                        .replace("%%", "%"));
        try (CopyFixture fixture = CopyFixture.open()) {
            PlanTotals totals = fixture.plan();

            assertThat(totals.tables()).isEqualTo(2000);
            assertThat(totals.copies()).isBetween(8, 16);
            assertThat(fixture.copies()).hasSize(totals.copies());
            assertThat(fixture.builds()).hasSize(totals.builds());
            assertThat(fixture.copies().stream().flatMap(copy -> copy.parts().stream()))
                    .hasSize(2000)
                    .extracting(PlannedPart::table)
                    .doesNotHaveDuplicates();
            assertThat(fixture.builds().stream().flatMap(build -> build.indexes().stream()))
                    .hasSize(4000)
                    .extracting(PlannedIndex::oid)
                    .doesNotHaveDuplicates();
            assertThat(fixture.builds())
                    .allSatisfy(build -> assertThat(copiesOf(build, fixture)).hasSize(1));
            assertThat(fixture.context().events(TablesPlanned.class))
                    .allSatisfy(event -> assertThat(event.tables()).hasSizeLessThanOrEqualTo(500));
            assertThat(fixture.context().events(CopiesPlanned.class)).hasSizeGreaterThan(3);
            assertThat(fixture.context().events(IndexesPlanned.class)).hasSizeGreaterThan(7);
        }
    }

    private static Set<Integer> copiesOf(PlannedBuild build, CopyFixture fixture) {
        Map<Integer, Integer> copyOfTable = new HashMap<>();
        for (PlannedCopy copy : fixture.copies()) {
            copy.parts().forEach(part -> copyOfTable.put(part.table(), copy.number()));
        }
        Set<Integer> copies = new HashSet<>();
        build.indexes().forEach(index -> copies.add(copyOfTable.get(index.table())));
        return copies;
    }

    @Test
    void leavesOutWhatHasNoRowsOfItsOwnAndWhatIsExcluded() throws Exception {
        make(
                """
                CREATE TABLE kept (a int);
                CREATE TABLE excluded (a int);
                CREATE TABLE parted (a int) PARTITION BY LIST (a);
                CREATE TABLE leaf PARTITION OF parted DEFAULT;
                CREATE VIEW v AS SELECT 1;
                CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
                CREATE INDEX ON m (a);
                CREATE INDEX ON excluded (a);
                CREATE INDEX ON parted (a);
                CREATE SEQUENCE s
                """);
        long excluded = Long.parseLong(sourceValue("SELECT 'excluded'::regclass::oid"));
        try (CopyFixture fixture = CopyFixture.open()) {
            onSource("CREATE TABLE later (a int)");

            PlanTotals totals = fixture.plan(CopyPlanLimits.DEFAULT, Set.of(excluded));

            assertThat(totals).isEqualTo(new PlanTotals(2, 1, 1));
            assertThat(fixture.tables())
                    .extracting(table -> table.table().name())
                    .containsExactlyInAnyOrder("kept", "leaf");
            assertThat(fixture.builds().getFirst().indexes())
                    .extracting(PlannedIndex::name)
                    .containsExactly("leaf_a_idx");
        }
    }

    @Test
    void startsWithTheLargest() throws Exception {
        make("");
        for (int i = 1; i <= 5; i++) {
            onSource(
                    "CREATE TABLE t%d AS SELECT repeat('x', 1000) FROM generate_series(1, %d)"
                            .formatted(i, i * 1000));
        }
        CopyPlanLimits limits =
                new CopyPlanLimits(4_000_000, 1_000_000, 1_000_000, 500_000, 1, 9, 9, 9, 9, 9);
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan(limits, Set.of());

            assertThat(fixture.copies())
                    .isSortedAccordingTo(Comparator.comparingLong(PlannedCopy::bytes).reversed())
                    .hasSize(12);
            assertThat(fixture.tables().getFirst().table().name()).isEqualTo("t5");
        }
    }

    @Test
    void aDatabaseWithoutTablesHasAnEmptyPlan() throws Exception {
        make("");
        try (CopyFixture fixture = CopyFixture.open()) {
            assertThat(fixture.plan()).isEqualTo(new PlanTotals(0, 0, 0));
            assertThat(List.of(fixture.copies(), fixture.builds())).allMatch(List::isEmpty);
        }
    }
}
