package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.common.migration.ComparedRelation;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The target's changes come later than the source's; nothing stale may pass for that, and nothing
/// that is on its way for stale.
class FollowingComparisonTest {
    private static final String WAITING = " FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /// Divisions at least as many as are read are counted, each with rows by the thousand.
    private static final long READ = 20_000;

    private static ComparisonScope following(ComparisonLevel level) {
        return new ComparisonScope(level, TableFilter.ALL, List.of(), true, 0);
    }

    private static Pair pair(String database) {
        return new Pair(database)
                .both(SimulatedApplier.tables())
                .target(SimulatedApplier.bookmark());
    }

    private static ComparedPair compared(Pair pair, Duration patience) {
        return new ComparedPair(TestPostgres.endpoints(), pair.database, patience);
    }

    /// More of them with `-Dgodwit.seeds`.
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("godwit.seeds", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void writesThatAreOnTheirWayAreNeverTakenForDifferences(long seed) {
        Pair pair = pair("follow_clean");
        ComparedPair compared = compared(pair, PATIENCE);
        try (SimulatedApplier applier = new SimulatedApplier(pair.database, seed).start()) {
            for (int time = 0; time < 3; time++) {
                ComparisonLevel level = time == 1 ? ComparisonLevel.COUNTS : ComparisonLevel.FULL;
                assertThat(compared.compare(following(level))).as("seed %d", seed).isEmpty();
                assertThat(differing(compared)).isZero();
            }
            applier.rest();
            assertThat(compared.compare(following(ComparisonLevel.FULL))).isEmpty();
            assertThat(unsettled(compared)).isZero();
            assertThat(relations(compared)).hasSize(3).allMatch(ComparedRelation::equal);
        }
    }

    @Test
    void whateverIsWrongWithTheTargetIsFoundWhileWritesGoOn() {
        Pair pair = pair("follow_planted");
        ComparedPair compared = compared(pair, PATIENCE);
        try (SimulatedApplier _ = new SimulatedApplier(pair.database, 4).start()) {
            pair.target(
                    "UPDATE keyed SET v = 'other' WHERE id = 1017",
                    "DELETE FROM keyed WHERE id = 1018",
                    "INSERT INTO keyed VALUES (2000, 'more')",
                    "DELETE FROM keyless WHERE v = 'still 7'",
                    "DELETE FROM calm WHERE ctid = (SELECT min(ctid) FROM calm WHERE v = 'still 3')",
                    "INSERT INTO calm VALUES ('still 4'), ('more')");

            List<ComparisonDifference> found = compared.compare(following(ComparisonLevel.FULL));

            assertThat(found)
                    .extracting(
                            ComparisonDifference::kind,
                            ComparisonDifference::object,
                            FollowingComparisonTest::named)
                    .containsExactlyInAnyOrder(
                            row(DifferenceKind.CHANGED, "public.keyed", "id = (1017)"),
                            row(DifferenceKind.MISSING, "public.keyed", "id = (1018)"),
                            row(DifferenceKind.EXTRA, "public.keyed", "id = (2000)"),
                            row(DifferenceKind.MISSING, "public.keyless", "v 'still 7'"),
                            row(DifferenceKind.MISSING, "public.calm", "v 'still 3'"),
                            row(DifferenceKind.EXTRA, "public.calm", "v 'still 4'"),
                            row(DifferenceKind.EXTRA, "public.calm", "v 'more'"));
            assertThat(found).allMatch(difference -> difference.repair() == null);
            assertThat(differing(compared)).isEqualTo(7);
        }
    }

    @Test
    void countsThatDifferAreTracedToTheRowsThatAreMissing() {
        Pair pair = pair("follow_counts");
        ComparedPair compared = compared(pair, PATIENCE);
        try (SimulatedApplier _ = new SimulatedApplier(pair.database, 5).start()) {
            pair.target(
                    "UPDATE keyed SET v = 'other' WHERE id = 1017",
                    "DELETE FROM keyed WHERE id = 1018",
                    "DELETE FROM keyless WHERE v = 'still 7'");

            assertThat(compared.compare(following(ComparisonLevel.COUNTS)))
                    .extracting(FollowingComparisonTest::named)
                    .containsExactlyInAnyOrder("id = (1018)", "v 'still 7'");
        }
    }

    @Test
    void aTableThatIsWrittenToAllOverIsFoundEqual() {
        int rows = 150_000;
        Pair pair =
                pair("follow_all_over")
                        .both(
                                "INSERT INTO keyed SELECT i, 'still' FROM generate_series(1, %d) i"
                                                .formatted(rows)
                                        + " ON CONFLICT DO NOTHING");
        ComparedPair compared = compared(pair, PATIENCE);
        try (SimulatedApplier _ = new SimulatedApplier(pair.database, 7, rows).start()) {
            assertThat(compared.compare(following(ComparisonLevel.FULL))).isEmpty();
            assertThat(unsettled(compared)).isZero();
        }
    }

    @Test
    void aRowThatIsWrittenToAllTheTimeIsNotJudged() {
        Pair pair = pair("follow_hot");
        ComparedPair compared = compared(pair, PATIENCE);
        try (SimulatedApplier _ = new SimulatedApplier(pair.database, 6).start()) {
            pair.target(
                    "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$BEGIN NEW.v := 'other'; RETURN NEW; END$$",
                    "CREATE TRIGGER other BEFORE INSERT OR UPDATE ON keyed FOR EACH ROW"
                            + " WHEN (NEW.id = 1) EXECUTE FUNCTION other()");
            Hot hot = new Hot(pair);
            try {
                assertThat(rowsOnly(compared.compare(following(ComparisonLevel.FULL)))).isEmpty();
            } finally {
                hot.stop();
            }
            assertThat(unsettled(compared)).isPositive();
            assertThat(relations(compared))
                    .filteredOn(table -> table.name().equals("keyed"))
                    .singleElement()
                    .satisfies(table -> assertThat(table.equal()).isFalse());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ComparisonLevel.class,
            names = {"COUNTS", "FULL"})
    void whileApplyingStandsNothingIsJudged(ComparisonLevel level) {
        Pair pair = pair("follow_paused");
        ComparedPair compared = compared(pair, SHORT);
        try (SimulatedApplier applier = new SimulatedApplier(pair.database, 7).start()) {
            applier.pause();
            pair.source(
                    "INSERT INTO keyed VALUES (3000, 'late')",
                    "INSERT INTO keyless VALUES ('late')",
                    "INSERT INTO calm VALUES ('late')");

            assertThat(compared.compare(following(level))).isEmpty();

            assertThat(differing(compared)).isZero();
            assertThat(unsettled(compared)).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void whatApplyingSwitchesOffUntilTheCutoverIsNoDifference() {
        Pair pair =
                pair("follow_schema")
                        .both(
                                "CREATE TABLE t(id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
                                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                                        + " 'BEGIN RETURN NEW; END'",
                                "CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW"
                                        + " EXECUTE FUNCTION f()",
                                "ALTER TABLE t ENABLE ALWAYS TRIGGER f")
                        .target(
                                "ALTER TABLE t ALTER COLUMN id SET GENERATED BY DEFAULT",
                                "ALTER TABLE t DISABLE TRIGGER f");

        ComparedPair compared = compared(pair, PATIENCE);
        assertThat(compared.compare(following(ComparisonLevel.SCHEMA))).isEmpty();
        assertThat(compared.full())
                .extracting(ComparisonDifference::type)
                .containsExactlyInAnyOrder("column", "trigger");
    }

    @Test
    void whatIsNeverBookmarkedIsNotJudged() {
        Pair pair =
                new Pair("follow_nowhere")
                        .both("CREATE TABLE t(id int PRIMARY KEY)")
                        .source("INSERT INTO t VALUES (1)");
        ComparedPair compared = compared(pair, SHORT);

        assertThat(compared.compare(following(ComparisonLevel.FULL))).isEmpty();
        assertThat(unsettled(compared)).isEqualTo(1);
    }

    @Test
    void aTransactionThatOnlyStaysOpenHoldsNothingUp() throws Exception {
        Pair pair = pair("follow_open");
        ComparedPair compared = compared(pair, PATIENCE);
        try (SimulatedApplier _ = new SimulatedApplier(pair.database, 8).start();
                Connection open = TestPostgres.source().connect(pair.database);
                Statement statement = open.createStatement()) {
            pair.target("INSERT INTO keyed VALUES (4000, 'early')");
            open.setAutoCommit(false);
            statement.execute("INSERT INTO keyed VALUES (4000, 'early')");

            assertThat(compared.compare(following(ComparisonLevel.FULL)))
                    .extracting(ComparisonDifference::key)
                    .containsExactly("id = (4000)");
        }
    }

    @Test
    void aCommitThatWaitsForAStandbyIsInTheStreamBeforeTheSourceShowsIt() throws Exception {
        Pair pair = pair("follow_standby");
        ComparedPair compared = compared(pair, SHORT);
        try (SimulatedApplier applier = new SimulatedApplier(pair.database, 10).start()) {
            applier.rest();
            standby("'nobody'");
            awaitStandbyWanted();
            Thread commit =
                    Thread.ofVirtual()
                            .start(() ->
                                    pair.source(
                                            "SET synchronous_commit = on",
                                            "INSERT INTO keyed VALUES (4000, 'early')"));
            awaitWaitingCommit();
            pair.target("INSERT INTO keyed VALUES (4000, 'early')");

            assertThat(compared.compare(following(ComparisonLevel.FULL))).isEmpty();
            assertThat(unsettled(compared)).isEqualTo(1);

            standby("''");
            commit.join();
            assertThat(compared.compare(following(ComparisonLevel.FULL))).isEmpty();
            assertThat(unsettled(compared)).isZero();
        } finally {
            standby("''");
        }
    }

    /// Not for the session that sets it.
    private static void standby(String name) throws Exception {
        try (Connection connection = TestPostgres.source().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = local");
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = " + name);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /// The checkpointer puts the setting into force, when it comes to it. Until then, commits do
    /// not wait.
    private static void awaitStandbyWanted() throws InterruptedException {
        for (int probes = 0; probes < 1_000; probes++) {
            Thread probe =
                    Thread.ofVirtual()
                            .start(() ->
                                    TestPostgres.source()
                                            .execute(
                                                    "postgres",
                                                    "SET synchronous_commit = on",
                                                    "SELECT pg_logical_emit_message(true, 'probe', '')"));
            while (!probe.join(Duration.ofMillis(10))) {
                if (waitingCommits().equals("1")) {
                    TestPostgres.source()
                            .value("postgres", "SELECT pg_cancel_backend(pid)" + WAITING);
                    probe.join();
                    return;
                }
            }
        }
        throw new AssertionError("no commit waits for a standby");
    }

    private static void awaitWaitingCommit() throws InterruptedException {
        for (int glance = 0; glance < 1_000; glance++) {
            if (waitingCommits().equals("1")) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("nobody waits for a standby");
    }

    private static String waitingCommits() {
        return TestPostgres.source().value("postgres", "SELECT count(*)" + WAITING);
    }

    @Test
    void aStaleRowIsFoundAndRowsThatDifferInVeryManyPlacesAreAllCounted() {
        Pair pair =
                pair("follow_stale")
                        .both(
                                "CREATE TABLE one(id int PRIMARY KEY, v int)",
                                "INSERT INTO one SELECT i, i FROM generate_series(1, 100) i",
                                "CREATE TABLE many(id int PRIMARY KEY, v int)",
                                "INSERT INTO many SELECT i, i FROM generate_series(1, 70000) i")
                        .source("UPDATE one SET v = -1 WHERE id = 17")
                        .target("UPDATE many SET v = -1");
        ComparedPair compared = compared(pair, PATIENCE);
        try (SimulatedApplier applier = new SimulatedApplier(pair.database, 9).start()) {
            applier.rest();

            List<ComparisonDifference> differences =
                    compared.compare(following(ComparisonLevel.FULL));

            assertThat(differences)
                    .filteredOn(found -> found.object().equals("public.one"))
                    .singleElement()
                    .extracting(ComparisonDifference::key)
                    .isEqualTo("id = (17)");
            assertThat(differing(compared)).isGreaterThan(READ);
            assertThat(unsettled(compared)).isZero();
        }
        compared.full();
        assertThat(differing(compared)).isGreaterThan(READ);
    }

    /// Its row is never the same at two looks, nor ever as on the target.
    private static final class Hot {
        private final Thread thread;
        private volatile boolean going = true;

        Hot(Pair pair) {
            thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                while (going) {
                                    pair.source("UPDATE keyed SET v = random() WHERE id = 1");
                                }
                            });
        }

        void stop() {
            going = false;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<ComparisonDifference> rowsOnly(List<ComparisonDifference> all) {
        return all.stream().filter(found -> found.type().equals("row")).toList();
    }

    private static Tuple row(DifferenceKind kind, String table, String named) {
        return tuple(kind, table, named);
    }

    private static String named(ComparisonDifference found) {
        String key = found.key();
        String source = found.source();
        return key != null ? key : source != null ? source : String.valueOf(found.target());
    }

    private static List<ComparedRelation> relations(ComparedPair compared) {
        return compared.facts.stream().flatMap(fact -> fact.relations().stream()).toList();
    }

    private static long differing(ComparedPair compared) {
        return compared.facts.stream().mapToLong(PieceCompared::differing).sum();
    }

    private static long unsettled(ComparedPair compared) {
        return compared.facts.stream().mapToLong(PieceCompared::unsettled).sum();
    }
}
