package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The target's changes come later than the source's; nothing stale may pass for that.
class FollowingComparisonTest {
    private static final ComparisonScope FOLLOWING = scope(true);

    /// Divisions at least as many as are read are counted, each with rows by the thousand.
    private static final long READ = 20_000;

    private static ComparisonScope scope(boolean following) {
        return new ComparisonScope(ComparisonLevel.FULL, TableFilter.ALL, List.of(), following, 0);
    }

    @Test
    void aStaleRowIsFoundAndRowsThatDifferInVeryManyPlacesAreAllCounted() {
        Pair pair =
                new Pair("follow_stale")
                        .both(
                                "CREATE TABLE one(id int PRIMARY KEY, v int)",
                                "INSERT INTO one SELECT i, i FROM generate_series(1, 100) i",
                                "CREATE TABLE many(id int PRIMARY KEY, v int)",
                                "INSERT INTO many SELECT i, i FROM generate_series(1, 70000) i")
                        .source("UPDATE one SET v = -1 WHERE id = 17")
                        .target("UPDATE many SET v = -1");
        ComparedPair compared = new ComparedPair(TestPostgres.endpoints(), pair.database);

        List<ComparisonDifference> differences = compared.compare(FOLLOWING);

        assertThat(differences)
                .filteredOn(found -> found.object().equals("public.one"))
                .singleElement()
                .extracting(ComparisonDifference::key)
                .isEqualTo("id = (17)");
        assertThat(differing(compared)).isGreaterThan(READ);
        assertThat(unsettled(compared)).isZero();

        compared.compare(scope(false));
        assertThat(differing(compared)).isGreaterThan(READ);
    }

    @Test
    void aTargetThatStaysBehindAChangingSourceIsNotEqual() throws Exception {
        Pair pair =
                new Pair("follow_behind")
                        .both(
                                "CREATE TABLE t(id int PRIMARY KEY, v int)",
                                "INSERT INTO t VALUES (1, 0), (2, 0)");
        ComparedPair compared = new ComparedPair(TestPostgres.endpoints(), pair.database);
        AtomicBoolean going = new AtomicBoolean(true);
        Thread writer =
                Thread.ofVirtual()
                        .start(() -> {
                            while (going.get()) {
                                pair.source("UPDATE t SET v = v + 1 WHERE id = 1");
                            }
                        });

        List<ComparisonDifference> differences = compared.compare(FOLLOWING);
        going.set(false);
        writer.join();

        assertThat(differences).isEmpty();
        assertThat(unsettled(compared)).isEqualTo(1);
        assertThat(compared.facts.stream().flatMap(fact -> fact.relations().stream()))
                .singleElement()
                .satisfies(table -> assertThat(table.equal()).isFalse());
    }

    private static long differing(ComparedPair compared) {
        return compared.facts.stream().mapToLong(PieceCompared::differing).sum();
    }

    private static long unsettled(ComparedPair compared) {
        return compared.facts.stream().mapToLong(PieceCompared::unsettled).sum();
    }
}
