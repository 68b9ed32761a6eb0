package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Verification;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableComparisonTest {
    @Test
    void equalTablesOfEveryKindAreEqual() {
        Pair pair =
                new Pair("compare_equal")
                        .both(
                                "CREATE TYPE mood AS ENUM ('glad', 'sad')",
                                "CREATE TYPE spot AS (x float8, note text)",
                                "CREATE DOMAIN grade AS float4",
                                """
                                CREATE TABLE kinds(id int PRIMARY KEY, f4 float4, f8 float8,
                                  n numeric, t text, c char(5), v varchar, b bytea, j json,
                                  jb jsonb, a int[], fa float8[], ts timestamptz, i interval,
                                  r numrange, m money, e mood, s spot, g grade, u uuid,
                                  p point, x xml, bits varbit, net inet, o regclass,
                                  twice int GENERATED ALWAYS AS (id * 2) STORED)\
                                """,
                                """
                                INSERT INTO kinds SELECT i, i / 3.0, i / 7.0, i / 9.0, 'row ' || i,
                                  'ab', E'a\\nb\\\\c', decode(md5(i::text), 'hex'),
                                  '{"b":1, "a" : 2}', '{"b":1,"a":2}', '[0:1]={1,2}',
                                  '{NaN,-0,1e300}', '2020-01-01 12:34:56.789', '1 mon 3 days',
                                  '[1,5)', 12.5, 'sad', '(0.1,)', 0.1,
                                  md5(i::text)::uuid, '(1.5,-0)', '<a/>', B'101', '::1/64',
                                  'kinds'
                                  FROM generate_series(1, 500) i\
                                """,
                                "INSERT INTO kinds(id) VALUES (0)",
                                "INSERT INTO kinds(id, f8) VALUES (-1, '-0'), (-2, 'NaN')",
                                "CREATE TABLE nothing()",
                                "INSERT INTO nothing DEFAULT VALUES",
                                "CREATE TABLE empty(a int)",
                                "CREATE TABLE keyless(a int, b text)",
                                "INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (2, NULL)");

        List<ComparedTable> compared = pair.compare(Verification.FULL);

        assertThat(compared).allMatch(ComparedTable::equal).hasSize(4);
        assertThat(compared)
                .extracting(ComparedTable::sourceRows)
                .containsExactly(0L, 3L, 503L, 1L);
        assertThat(pair.work.rows).containsEntry(2, 503L);
    }

    @Test
    void theOrderOfColumnsAndRowsAndTheSessionsSettingsDoNotMatter() {
        Pair pair =
                new Pair("compare_order")
                        .source("CREATE TABLE t(id int PRIMARY KEY, a text, f float8, m money)")
                        .target("CREATE TABLE t(gone int, a text, f float8, id int, m money)")
                        .target("ALTER TABLE t DROP COLUMN gone")
                        .source(
                                "INSERT INTO t SELECT i, i, i / 3.0, i FROM generate_series(1,99) i")
                        .target(
                                """
                                INSERT INTO t(id, a, f, m)
                                SELECT i, i, i / 3.0, i FROM generate_series(99, 1, -1) i\
                                """,
                                "ALTER DATABASE compare_order SET extra_float_digits = 0",
                                "ALTER DATABASE compare_order SET datestyle = 'german'",
                                "ALTER DATABASE compare_order SET lc_monetary = 'C.UTF-8'");

        assertThat(pair.differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text   | ''            | NULL",
                "text   | 'a'           | 'a '",
                "text   | 'NULL'        | NULL",
                "float8 | '0'           | '-0'",
                "float8 | 'NaN'         | '0'",
                "float8 | '0.1'         | '0.10000000000000002'",
                "numeric| '1.0'         | '1.00'",
                "int[]  | '{1,2}'       | '[0:1]={1,2}'",
                "int[]  | '{}'          | NULL",
                "jsonb  | '{\"a\":1}'   | '{\"a\":1.0}'",
                "json   | '{\"a\":1}'   | '{\"a\": 1}'",
                "bytea  | '\\x00'       | '\\x0000'",
                "bool   | 'f'           | NULL",
                "timestamptz | 'infinity' | '-infinity'",
                "char(3)| 'a'           | 'b'"
            })
    void aValueThatDiffersIsFoundAndNamed(String type, String ofSource, String ofTarget) {
        Pair pair =
                new Pair("compare_values")
                        .both(
                                "CREATE TABLE t(id int PRIMARY KEY, v " + type + ")",
                                "INSERT INTO t SELECT generate_series(1, 30)")
                        .source("UPDATE t SET v = " + ofSource + " WHERE id = 17")
                        .target("UPDATE t SET v = " + ofTarget + " WHERE id = 17");

        assertThat(pair.differences())
                .singleElement()
                .asString()
                .startsWith("the checksums of 30 rows differ: id (17): v ")
                .contains(" on the source, ");
    }

    @Test
    void rowsWithoutAKeyAreFoundByTheirContent() {
        Pair pair =
                new Pair("compare_keyless")
                        .both("CREATE TABLE t(a int, b text)")
                        .both("INSERT INTO t SELECT i, 'x' FROM generate_series(1, 1000) i")
                        .both("INSERT INTO t VALUES (7, 'twice')")
                        .source("INSERT INTO t VALUES (-5, 'lost')")
                        .target("INSERT INTO t VALUES (7, 'twice')");

        assertThat(pair.differences())
                .singleElement()
                .asString()
                .contains("row ('-5', 'lost') only on the source")
                .contains("row ('7', 'twice') more often on one side");
    }

    @Test
    void onlyTheFirstDifferencesAreNamedAndTheyAreShort() {
        Pair pair =
                new Pair("compare_many")
                        .both("CREATE TABLE t(id int PRIMARY KEY, b text)")
                        .source(
                                "INSERT INTO t SELECT i, repeat('x', 9999) FROM generate_series(1, 99) i")
                        .target(
                                "INSERT INTO t SELECT i, repeat('x', 9998) || 'y' FROM"
                                        + " generate_series(1, 99) i");

        assertThat(pair.differences())
                .singleElement()
                .asString()
                .hasSizeLessThan(1500)
                .satisfies(text -> assertThat(text.split("id \\(", -1)).hasSize(6));
    }

    @Test
    void aTableOrColumnThatIsMissingIsADifference() {
        Pair pair =
                new Pair("compare_missing")
                        .both("CREATE TABLE a(id int, \"odd, column\" int)", "CREATE TABLE b()")
                        .target("ALTER TABLE a DROP \"odd, column\"", "DROP TABLE b");

        assertThat(pair.differences())
                .containsExactly(
                        "the target lacks columns: odd, column",
                        "the table is missing on the target");
    }

    @Test
    void countsAreEnoughWhereOnlyCountsAreAskedFor() {
        Pair pair =
                new Pair("compare_counts")
                        .both("CREATE TABLE a(id int PRIMARY KEY)", "CREATE TABLE b(id int)")
                        .source("INSERT INTO a VALUES (1), (2)", "INSERT INTO b VALUES (1)")
                        .target("INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (2)");

        assertThat(pair.compare(Verification.COUNTS))
                .extracting(ComparedTable::difference)
                .containsExactly(
                        "2 rows on the source, 1 on the target: id (2) only on the source", null);
    }

    @Test
    void childrenAreComparedByThemselves() {
        Pair pair =
                new Pair("compare_children")
                        .both(
                                "CREATE TABLE parent(id int, r int) PARTITION BY RANGE (r)",
                                "CREATE TABLE p1 PARTITION OF parent FOR VALUES FROM (0) TO (10)",
                                "CREATE TABLE p2 PARTITION OF parent FOR VALUES FROM (10) TO (20)",
                                "CREATE TABLE base(id int)",
                                "CREATE TABLE derived(more int) INHERITS (base)")
                        .both("INSERT INTO parent SELECT i, i FROM generate_series(0, 19) i")
                        .source("INSERT INTO base VALUES (1)", "INSERT INTO derived VALUES (2, 2)")
                        .target("INSERT INTO base VALUES (1)");

        List<ComparedTable> compared = pair.compare(Verification.FULL);

        assertThat(compared)
                .extracting(ComparedTable::sourceRows)
                .containsExactly(1L, 1L, 10L, 10L, 0L);
        assertThat(compared).filteredOn(table -> !table.equal()).hasSize(1);
    }

    @Test
    void namesThatAreHostileAreOrdinaryNames() {
        String table = "\"\"\"; drop table x; -- ' \\ ? $1 $$ é\n%s\"";
        String column = "\"co\"\"l ? ' \\ :: {}\"";
        Pair pair =
                new Pair("Compare \"hostile\" 'x' \\")
                        .both(
                                "CREATE SCHEMA \"S.\"\"x\"",
                                "CREATE TABLE \"S.\"\"x\"."
                                        + table
                                        + "("
                                        + column
                                        + " text PRIMARY KEY, v int)")
                        .both(
                                "INSERT INTO \"S.\"\"x\"."
                                        + table
                                        + " SELECT i, i FROM generate_series(1,9) i")
                        .target("UPDATE \"S.\"\"x\"." + table + " SET v = 0 WHERE v = 5");

        assertThat(pair.differences())
                .containsExactly(
                        "the checksums of 9 rows differ: co\"l ? ' \\ :: {} (5): v '5' on the"
                                + " source, '0' on the target");
    }

    @Test
    void writesAfterTheSnapshotGiveNoFalseAlarm() throws Exception {
        Pair pair =
                new Pair("compare_moving")
                        .both(
                                "CREATE TABLE t(id serial PRIMARY KEY, v int)",
                                "INSERT INTO t(v) SELECT i FROM generate_series(1, 20000) i");
        try (Connection holder = TestPostgres.source().connect(pair.database)) {
            String snapshot = snapshot(holder);
            AtomicBoolean going = new AtomicBoolean(true);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(pair, going));
            for (int round = 0; round < 5; round++) {
                assertThat(pair.compare(Verification.FULL, snapshot, "compare/0"))
                        .allMatch(ComparedTable::equal);
            }
            going.set(false);
            writer.join();
        }
        assertThat(pair.differences()).hasSize(2).first().asString().contains("rows");
    }

    private static void write(Pair pair, AtomicBoolean going) {
        do {
            pair.source(
                    "UPDATE t SET v = v + 1 WHERE id % 10 = 0",
                    "INSERT INTO t(v) SELECT i FROM generate_series(1, 10) i",
                    "DELETE FROM t WHERE id = (SELECT min(id) FROM t)");
        } while (going.get());
    }

    private static String snapshot(Connection holder) throws Exception {
        holder.setAutoCommit(false);
        holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = holder.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_export_snapshot()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void aSnapshotThatIsGoneIsReportedAsSuch() {
        Pair pair = new Pair("compare_lost").both("CREATE TABLE t(a int)");

        assertThatThrownBy(() -> pair.compare(Verification.FULL, "00000003-0000001B-1", "x/1"))
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SNAPSHOT_LOST));
    }

    @Test
    void aComparisonThatIsStoppedEndsAndItsStatementsToo() throws Exception {
        Pair pair = new Pair("compare_stopped").both("CREATE TABLE t(id int)");
        try (Connection blocker = TestPostgres.source().connect(pair.database);
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            var comparing = CompletableFuture.supplyAsync(() -> pair.compare(Verification.FULL));
            while (waiting(pair) == 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            pair.work.stop();

            assertThatThrownBy(comparing::join).isInstanceOf(CompletionException.class);
            while (waiting(pair) > 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static int waiting(Pair pair) {
        return Integer.parseInt(
                TestPostgres.source()
                        .value(
                                "postgres",
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = '"
                                        + pair.database
                                        + "' AND wait_event_type = 'Lock'"));
    }

    @Test
    void manyTablesAreComparedInFewQuestions() {
        Pair pair = new Pair("compare_thousand");
        pair.both(
                """
                DO $$ BEGIN FOR i IN 1..1000 LOOP
                  EXECUTE format('CREATE TABLE t%s(id int PRIMARY KEY, v text)', i);
                  EXECUTE format('INSERT INTO t%s SELECT g, g FROM generate_series(1, 3) g', i);
                END LOOP; END $$\
                """);
        pair.target("UPDATE t777 SET v = 'x' WHERE id = 2");

        List<ComparedTable> compared = pair.compare(Verification.FULL);

        assertThat(compared).hasSize(1000).filteredOn(ComparedTable::equal).hasSize(999);
        assertThat(pair.differences()).singleElement().asString().contains("id (2): v '2'");
    }
}
