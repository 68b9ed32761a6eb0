package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables whose rows have nothing but themselves to be told apart by.
class KeylessTableTest extends AppliedDatabaseTests {
    private static final String HOSTILE = "\"no \"\"key\"\"; -- ü'\\ ?%s\"";

    private void given(String name, String... setup) {
        create(name, setup);
    }

    /// Also ends the sessions, so that the server's statistics are complete.
    private void applied() {
        database.startApply();
        database.drain();
        database.stopApply();
    }

    private long scans(String kind) {
        return Long.parseLong(
                database.target(
                        "SELECT coalesce(%s, 0) FROM pg_stat_user_tables WHERE relname = 't'"
                                .formatted(kind)));
    }

    private void awaitDeletes() {
        database.await("the server's statistics", () -> scans("n_tup_del") > 0);
    }

    @Test
    void manyUpdatesOfManyRowsReadTheTableAFewTimes() {
        given(
                "keyless_many",
                "CREATE TABLE t (id int, n int, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT i, 0, 'row ' || i FROM generate_series(1, 3000) i");
        for (int i = 0; i < 300; i++) {
            database.execute(
                    "UPDATE t SET n = n + 1 WHERE id > %1$d AND id <= %1$d + 60"
                            .formatted(i * 10 % 2940));
        }
        applied();
        awaitDeletes();
        assertThat(scans("seq_scan")).isBetween(1L, 30L);
        assertThat(scans("n_tup_upd")).isZero();
        assertThat(database.target("SELECT updates FROM _godwit.applied WHERE name = 't'"))
                .isEqualTo("18000");
        assertThat(database.differences()).isEmpty();
    }

    @Test
    void anIndexThatIsKnownToHelpSparesReadingTheTable() {
        given(
                "keyless_index",
                "CREATE TABLE t (id varchar(20), n int)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT i, 0 FROM generate_series(1, 200000) i",
                "CREATE INDEX ON t (id)",
                "ANALYZE t");
        long before = scans("seq_scan");
        database.execute("UPDATE t SET n = 1 WHERE id IN ('7', '700', '7000')");
        applied();
        awaitDeletes();
        assertThat(scans("n_tup_del")).isEqualTo(3);
        assertThat(scans("seq_scan")).isEqualTo(before);
        assertThat(database.differences()).isEmpty();
    }

    @Test
    void changesThatUndoOneAnotherWriteNothing() {
        given(
                "keyless_nothing",
                "CREATE TABLE t (id int, n int)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT i, 0 FROM generate_series(1, 100) i");
        database.execute(
                """
                BEGIN;
                UPDATE t SET n = 1;
                INSERT INTO t VALUES (1000, 1);
                DELETE FROM t WHERE id IN (5, 1000);
                UPDATE t SET n = 0;
                INSERT INTO t VALUES (5, 0);
                COMMIT
                """);
        applied();
        assertThat(database.differences()).isEmpty();
        assertThat(scans("n_tup_del")).isZero();
        assertThat(
                        database.target(
                                "SELECT format('%s %s %s', inserts, updates, deletes) FROM _godwit.applied WHERE name = 't'"))
                .isEqualTo("2 199 2");
    }

    @Test
    void aDuplicateThatTheTargetLacksIsRefusedByName() {
        given(
                "keyless_lacking",
                "CREATE TABLE t (id int, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT 1, 'same' FROM generate_series(1, 3)",
                "INSERT INTO t SELECT i, 'other' FROM generate_series(1, 50) i");
        database.executeOnTarget(
                "DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t WHERE v = 'same')");
        database.execute("DELETE FROM t WHERE id = 50", "DELETE FROM t WHERE v = 'same'");
        refused("(\"id\" = '1', \"v\" = 'same')");
        assertThat(database.target("SELECT count(*) FROM t WHERE id = 50")).isEqualTo("0");
        assertThat(database.target("SELECT count(*) FROM t WHERE v = 'same'")).isEqualTo("2");
        database.executeOnTarget("INSERT INTO t VALUES (1, 'same')");
        resumed();
    }

    @Test
    void nullAndEmptyAreNotTheSame() {
        given(
                "keyless_null",
                "CREATE TABLE t (id int, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT i, NULLIF('', i::text) FROM generate_series(1, 3) i",
                "INSERT INTO t VALUES (4, NULL)");
        database.executeOnTarget("UPDATE t SET v = '' WHERE id = 4");
        database.execute("UPDATE t SET v = 'set' WHERE id < 4", "UPDATE t SET id = 5 WHERE id = 4");
        refused("(\"id\" = '4', \"v\" = NULL)");
        database.executeOnTarget("UPDATE t SET v = NULL WHERE id = 4");
        resumed();
    }

    private void refused(String row) {
        database.startApply();
        Failure failure = database.awaitStopped().failure();
        assertThat(failure.code()).isEqualTo(FailureCode.CHANGE_REFUSED);
        assertThat(failure.message())
                .contains(row + " in \"public\".\"t\" at ")
                .contains("no such row");
        database.stopApply();
    }

    private void resumed() {
        applied();
        assertThat(database.differences()).isEmpty();
    }

    @Test
    void aKeyThatTheTargetLacksStillFindsItsRows() {
        given(
                "keyless_target",
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'v' FROM generate_series(1, 40) i");
        database.executeOnTarget("ALTER TABLE t DROP CONSTRAINT t_pkey");
        database.execute(
                "UPDATE t SET v = 'u' WHERE id % 2 = 0",
                "UPDATE t SET id = -id WHERE id % 3 = 0",
                "DELETE FROM t WHERE id < -30",
                "INSERT INTO t VALUES (100, 'new')");
        resumed();
    }

    @Test
    void aTableThatOnlyTheTargetPartitionsLosesTheRightRows() {
        given(
                "keyless_partitioned",
                "CREATE TABLE t (id int, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL");
        database.executeOnTarget(
                "DROP TABLE t",
                "CREATE TABLE t (id int, v text) PARTITION BY LIST (id)",
                "CREATE TABLE odd PARTITION OF t FOR VALUES IN (1, 3)",
                "CREATE TABLE even PARTITION OF t FOR VALUES IN (2, 4)");
        database.execute(
                "INSERT INTO t SELECT 1 + i % 4, 'v' || i % 3 FROM generate_series(1, 80) i");
        applied();
        database.execute(
                "UPDATE t SET v = 'u' WHERE id = 1 AND v = 'v1'",
                "UPDATE t SET id = 1 + id % 4 WHERE v = 'v2'",
                "DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t WHERE id = 2 AND v = 'v0')");
        applied();
        String rows = "SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM t";
        assertThat(database.target(rows)).isEqualTo(database.source().value(rows));
    }

    private static final String[] HISTORY = {
        "CREATE TABLE "
                + HOSTILE
                + """
                 (
                    a int, "b ""'; --" text, j json, p point, x xml, c char(4), r int[],
                    g int GENERATED ALWAYS AS (a * 2) STORED,
                    i int GENERATED ALWAYS AS IDENTITY (MAXVALUE 2 CYCLE),
                    u int UNIQUE, big text)
                """,
        "ALTER TABLE " + HOSTILE + " ALTER big SET STORAGE EXTERNAL",
        "ALTER TABLE " + HOSTILE + " REPLICA IDENTITY FULL",
        "CREATE INDEX ON " + HOSTILE + " (a)",
        "INSERT INTO "
                + HOSTILE
                + " (a, big) SELECT i % 5, repeat(md5((i % 3)::text), 300)"
                + " FROM generate_series(1, 40) i",
        "ANALYZE " + HOSTILE,
    };

    /// Any number of rows that look alike, changed at random; every change is counted once.
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void bothSidesHoldEachRowEquallyOften(long seed) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        create("keyless_" + seed, HISTORY)
                .with(Settings.withBatch(random.nextInt(2, 400), random.nextBoolean() ? 0 : 16));
        Counts committed = Counts.NONE;
        for (int round = 0; round < 3; round++) {
            committed = committed.plus(history(random));
            applied();
            assertThat(database.differences()).as("seed %d, round %d", seed, round).isEmpty();
        }
        assertThat(
                        database.target(
                                "SELECT format('%s %s %s', inserts, updates, deletes) FROM _godwit.applied"))
                .as("seed %d", seed)
                .isEqualTo(
                        "%d %d %d"
                                .formatted(
                                        committed.inserts(),
                                        committed.updates(),
                                        committed.deletes()));
        rowByRowWasNeverNeeded();
        assertThat(committed.inserts()).isPositive();
        assertThat(committed.updates()).isPositive();
        assertThat(committed.deletes()).isPositive();
    }

    /// Only changes that are made one by one update rows where they are.
    private void rowByRowWasNeverNeeded() {
        String rows = "SELECT sum(%s) FROM pg_stat_user_tables WHERE schemaname = 'public'";
        database.await(
                "the server's statistics",
                () -> !database.target(rows.formatted("n_tup_del")).equals("0"));
        assertThat(database.target(rows.formatted("n_tup_upd"))).isEqualTo("0");
    }

    private Counts history(SplittableRandom random) throws SQLException {
        Counts committed = Counts.NONE;
        try (Connection connection = TestPostgres.source().connect(database.source().name());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 60; i++) {
                Counts counts = Counts.NONE;
                for (int n = random.nextInt(1, 6); n > 0; n--) {
                    counts = counts.plus(execute(statement, change(random)));
                }
                if (random.nextInt(8) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed = committed.plus(counts);
                }
            }
        }
        return committed;
    }

    private static Counts execute(Statement statement, String change) throws SQLException {
        String sql = change.replace("HOSTILE", HOSTILE);
        long rows = statement.executeLargeUpdate(sql);
        return switch (sql.charAt(0)) {
            case 'I' -> new Counts(rows, 0, 0);
            case 'U' -> new Counts(0, rows, 0);
            case 'D' -> new Counts(0, 0, rows);
            default -> Counts.NONE;
        };
    }

    private static String change(SplittableRandom random) {
        int a = random.nextInt(5);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 ->
                    """
                    INSERT INTO HOSTILE (a, j, p, x, c, r, big)
                    SELECT %d, '{"b":  1, "b": null}', point(1e-300, 'NaN'), '<a b="c">''</a>', 'c',
                        '{NULL,1}', CASE WHEN i %% 2 = 0 THEN repeat('big', 4000) END
                    FROM generate_series(1, %d) i
                    """
                            .formatted(a, random.nextInt(1, 7));
            case 4, 5 -> "DELETE FROM HOSTILE WHERE " + one(a);
            case 6 -> "DELETE FROM HOSTILE WHERE a IS NULL AND u IS NULL";
            case 7 -> "UPDATE HOSTILE SET a = NULLIF((a + 1) % 5, 0) WHERE " + one(a);
            case 8 -> "UPDATE HOSTILE SET j = '{\"a\":  \"''\\\\\"}', c = '' WHERE a = " + a;
            case 9 -> "UPDATE HOSTILE SET p = point('-0', a), x = 'text' WHERE a = " + a;
            case 10 -> "UPDATE HOSTILE SET \"b \"\"'; --\" = '' WHERE a = " + a;
            case 11 -> "UPDATE HOSTILE SET \"b \"\"'; --\" = NULL WHERE a = " + a;
            case 12 -> "UPDATE HOSTILE SET big = repeat('ü\\', 5000), i = DEFAULT WHERE " + one(a);
            case 13 -> "UPDATE HOSTILE SET a = a WHERE a = " + a;
            case 14 ->
                    "UPDATE HOSTILE SET u = %1$d WHERE %2$s AND NOT EXISTS (SELECT FROM HOSTILE WHERE u = %1$d)"
                            .formatted(random.nextInt(4), one(a));
            default ->
                    random.nextInt(12) == 0
                            ? "TRUNCATE HOSTILE"
                            : "UPDATE HOSTILE SET u = NULL, r = '{}' WHERE u IS NOT NULL";
        };
    }

    private static String one(int a) {
        return "ctid = (SELECT min(ctid) FROM HOSTILE WHERE a = %d)".formatted(a);
    }
}
