package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables and transactions that are not as plain as most, by single statements (16) and by sets
/// (0).
class OddTablesTest extends AppliedDatabaseTests {
    private static int names;

    private void given(int fewRows, String... setup) {
        create("odd_" + names++, setup).with(Settings.withFewRows(fewRows)).startApply();
    }

    private void then() {
        database.drain();
        assertThat(database.differences()).isEmpty();
    }

    /// One transaction.
    private void transaction(String... statements) {
        try (Connection connection = TestPostgres.source().connect(database.source().name());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void unchangedToastStaysUnchanged(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE t (id int PRIMARY KEY, n int, a text, b text)",
                "ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER b SET STORAGE EXTERNAL",
                "CREATE TABLE f (id int PRIMARY KEY, n int, a text)",
                "ALTER TABLE f ALTER a SET STORAGE EXTERNAL",
                "ALTER TABLE f REPLICA IDENTITY FULL",
                "CREATE TABLE k (id text PRIMARY KEY, n int)",
                "ALTER TABLE k ALTER id SET STORAGE EXTERNAL",
                "INSERT INTO t SELECT i, i, repeat('a' || i, 3000), repeat('b' || i, 3000) FROM generate_series(1, 50) i",
                "INSERT INTO f SELECT i, i, repeat('a' || i, 3000) FROM generate_series(1, 50) i",
                "INSERT INTO k SELECT repeat(md5(i::text), 80), i FROM generate_series(1, 50) i");
        database.execute(
                "UPDATE t SET n = n + 1",
                "UPDATE t SET a = 'small' WHERE id % 3 = 0",
                "UPDATE t SET b = repeat('new', 2000) WHERE id % 4 = 0",
                "UPDATE f SET n = -n",
                "UPDATE f SET a = 'x' WHERE id = 3",
                "UPDATE k SET n = n * 2",
                "UPDATE k SET id = id || 'longer' WHERE n = 8",
                "DELETE FROM k WHERE n = 10",
                "DELETE FROM f WHERE id = 5");
        transaction(
                "INSERT INTO t VALUES (100, 1, repeat('fresh', 3000), repeat('too', 3000))",
                "UPDATE t SET n = 2 WHERE id = 100",
                "UPDATE t SET b = 'b' WHERE id = 100",
                "DELETE FROM t WHERE id = 7",
                "INSERT INTO t VALUES (7, 1, repeat('again', 3000), NULL)",
                "UPDATE t SET n = 3 WHERE id = 7",
                "UPDATE t SET id = 1000 WHERE id = 9",
                "UPDATE t SET n = 5 WHERE id = 1000");
        then();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void keysChangeAndRowsTradeThem(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "CREATE TABLE two (a int, b text, v int, PRIMARY KEY (b, a))",
                "CREATE TABLE c (k citext_like PRIMARY KEY, v int)"
                        .replace("citext_like", "numeric"),
                "INSERT INTO t SELECT i, i FROM generate_series(1, 100) i",
                "INSERT INTO two SELECT i, 'k' || i, i FROM generate_series(1, 100) i",
                "INSERT INTO c SELECT i, i FROM generate_series(1, 100) i");
        database.execute(
                "UPDATE t SET id = id + 1000",
                "UPDATE t SET id = -id, v = 'neg' WHERE id % 2 = 0",
                "UPDATE two SET a = a + 1, b = 'j' || a WHERE a > 50",
                "UPDATE two SET v = -1 WHERE a > 70",
                "UPDATE c SET k = k + 0.00, v = -v",
                "UPDATE c SET v = v - 1 WHERE k < 10",
                "DELETE FROM c WHERE k = 50",
                "INSERT INTO c VALUES (50.000, 7)",
                "DELETE FROM c WHERE k = 50",
                "INSERT INTO c VALUES (50.0, 8)");
        transaction(
                "UPDATE t SET id = 1 WHERE id = 1001",
                "UPDATE t SET id = 1001 WHERE id = 1003",
                "INSERT INTO t VALUES (1003, 'new')",
                "UPDATE t SET v = 'three' WHERE id IN (1, 1001, 1003)",
                "DELETE FROM t WHERE id = 1");
        then();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void uniqueValuesAreSwappedWithinATransaction(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE d (id int PRIMARY KEY, u int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE e (id int PRIMARY KEY, u int UNIQUE DEFERRABLE)",
                "CREATE TABLE i (id int PRIMARY KEY, u int UNIQUE)",
                "CREATE TABLE p (id int PRIMARY KEY DEFERRABLE, u int)",
                "ALTER TABLE p REPLICA IDENTITY FULL",
                "CREATE TABLE x (id int PRIMARY KEY, r int4range, EXCLUDE USING gist (r WITH &&))",
                "INSERT INTO d SELECT i, i FROM generate_series(1, 50) i",
                "INSERT INTO e SELECT i, i FROM generate_series(1, 50) i",
                "INSERT INTO i SELECT i, i FROM generate_series(1, 50) i",
                "INSERT INTO p SELECT i, i FROM generate_series(1, 50) i",
                "INSERT INTO x SELECT i, int4range(i * 10, i * 10 + 10) FROM generate_series(1, 50) i");
        transaction("UPDATE d SET u = 2 WHERE id = 1", "UPDATE d SET u = 1 WHERE id = 2");
        transaction("UPDATE d SET u = 51 - u", "DELETE FROM d WHERE id = 3");
        transaction(
                "SET CONSTRAINTS ALL DEFERRED",
                "UPDATE e SET u = 2 WHERE id = 1",
                "UPDATE e SET u = 1 WHERE id = 2",
                "INSERT INTO e VALUES (100, 3)",
                "UPDATE e SET u = 1000 WHERE id = 3");
        transaction("UPDATE e SET u = u + 1");
        transaction(
                "UPDATE i SET u = -1 WHERE id = 1",
                "UPDATE i SET u = 1 WHERE id = 2",
                "UPDATE i SET u = 2 WHERE id = 1",
                "DELETE FROM i WHERE id = 5",
                "INSERT INTO i VALUES (200, 5)",
                "UPDATE i SET u = -3 WHERE id = 3",
                "INSERT INTO i VALUES (300, 3)");
        transaction(
                "SET CONSTRAINTS ALL DEFERRED",
                "UPDATE p SET id = 2, u = -1 WHERE u = 1",
                "UPDATE p SET id = 1, u = -2 WHERE u = 2");
        transaction("UPDATE p SET id = id + 1 WHERE id > 10");
        transaction(
                "UPDATE x SET r = 'empty' WHERE id = 1",
                "UPDATE x SET r = '[10,20)' WHERE id = 2",
                "UPDATE x SET r = '[20,30)' WHERE id = 1");
        then();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void tablesWithoutAKeyHaveTheirRowsFoundByAllThatTheyHold(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE t (a int, b text, c point)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "CREATE TABLE insert_only (a int, b text)",
                "ALTER TABLE insert_only REPLICA IDENTITY NOTHING",
                "CREATE TABLE by_index (a int, u text NOT NULL, v int)",
                "CREATE UNIQUE INDEX \"by;index\" ON by_index (u)",
                "ALTER TABLE by_index REPLICA IDENTITY USING INDEX \"by;index\"",
                "CREATE TABLE nothing ()",
                "ALTER TABLE nothing REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT i % 5, NULLIF('v' || i % 3, 'v1'), NULL FROM generate_series(1, 60) i",
                "INSERT INTO by_index SELECT i, 'u' || i, i FROM generate_series(1, 60) i");
        database.execute(
                "UPDATE t SET b = 'one' WHERE ctid = (SELECT min(ctid) FROM t WHERE a = 1)",
                "DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t WHERE b IS NULL)",
                "INSERT INTO t SELECT 2, 'v2', point(1, 2) FROM generate_series(1, 20)",
                "UPDATE t SET c = point(a, 1) WHERE a = 3",
                "DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t WHERE c IS NOT NULL)",
                "UPDATE t SET a = NULL, b = '' WHERE a = 4",
                "DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t WHERE a IS NULL)",
                "INSERT INTO insert_only SELECT i, 'x' FROM generate_series(1, 30) i",
                "UPDATE by_index SET v = -v WHERE a % 2 = 0",
                "UPDATE by_index SET u = u || '!', v = 0 WHERE a % 7 = 0",
                "DELETE FROM by_index WHERE a % 5 = 0",
                "INSERT INTO nothing SELECT FROM generate_series(1, 40)",
                "DELETE FROM nothing WHERE ctid = (SELECT min(ctid) FROM nothing)");
        then();
        assertThat(database.target("SELECT count(*) FROM nothing")).isEqualTo("39");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void generatedAndIdentityColumnsAreAsOnTheSource(int fewRows) {
        given(
                fewRows,
                """
                CREATE TABLE t (
                    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    n int,
                    doubled int GENERATED ALWAYS AS (n * 2) STORED,
                    other int GENERATED BY DEFAULT AS IDENTITY)
                """,
                "CREATE TABLE a (id int PRIMARY KEY, s int GENERATED ALWAYS AS IDENTITY, n int)",
                "CREATE TABLE only_generated (g int GENERATED ALWAYS AS (1) STORED)",
                "INSERT INTO t (n) SELECT i FROM generate_series(1, 40) i",
                "INSERT INTO a (id, n) SELECT i, i FROM generate_series(1, 40) i");
        database.execute(
                "INSERT INTO t (n) SELECT i FROM generate_series(1, 40) i",
                "UPDATE t SET n = -n WHERE id % 2 = 0",
                "UPDATE t SET id = DEFAULT WHERE id = 3",
                "UPDATE a SET n = -n",
                "DELETE FROM a WHERE id = 4",
                "UPDATE a SET s = DEFAULT WHERE id = 5",
                "INSERT INTO a (id, n) VALUES (4, 4)",
                "INSERT INTO only_generated SELECT FROM generate_series(1, 20)");
        then();
        assertThat(
                        TestPostgres.target()
                                .column(
                                        database.staging(),
                                        "SELECT statement FROM _godwit.restore ORDER BY statement"))
                .containsExactly(
                        "ALTER TABLE public.a ALTER COLUMN s SET GENERATED ALWAYS",
                        "ALTER TABLE public.t ALTER COLUMN id SET GENERATED ALWAYS");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void partitionsAndHeirsGetTheirOwnRows(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE p (id int, region text, v int, PRIMARY KEY (id, region)) PARTITION BY LIST (region)",
                "CREATE TABLE \"p North\" PARTITION OF p FOR VALUES IN ('n')",
                "CREATE TABLE p_south PARTITION OF p FOR VALUES IN ('s') PARTITION BY RANGE (id)",
                "CREATE TABLE p_south_low PARTITION OF p_south FOR VALUES FROM (0) TO (50)",
                "CREATE TABLE p_south_high PARTITION OF p_south FOR VALUES FROM (50) TO (1000)",
                "CREATE TABLE parent (id int PRIMARY KEY, v int)",
                "CREATE TABLE heir (w int, PRIMARY KEY (id)) INHERITS (parent)",
                "INSERT INTO p SELECT i, CASE WHEN i % 2 = 0 THEN 'n' ELSE 's' END, i FROM generate_series(1, 100) i",
                "INSERT INTO parent SELECT i, i FROM generate_series(1, 30) i",
                "INSERT INTO heir SELECT i, i, i FROM generate_series(1, 30) i");
        database.execute(
                "INSERT INTO p SELECT i, 'n', i FROM generate_series(101, 140) i",
                "UPDATE p SET region = 's' WHERE id % 4 = 0",
                "UPDATE p SET v = -v WHERE id % 3 = 0",
                "UPDATE p SET id = id + 500 WHERE region = 's' AND id < 20",
                "DELETE FROM p WHERE id % 7 = 0",
                "UPDATE parent SET v = -v WHERE id % 2 = 0",
                "DELETE FROM ONLY parent WHERE id = 3",
                "DELETE FROM heir WHERE id = 4",
                "UPDATE heir SET w = 0 WHERE id > 20");
        then();
        database.execute("TRUNCATE p", "INSERT INTO p VALUES (1, 'n', 1)", "TRUNCATE ONLY parent");
        then();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void truncateIsAppliedInItsPlaceWithItsOptions(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE a (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, v int)",
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a)",
                "CREATE TABLE c (id int PRIMARY KEY)",
                "INSERT INTO a (v) SELECT i FROM generate_series(1, 40) i",
                "INSERT INTO b SELECT i, i FROM generate_series(1, 40) i",
                "INSERT INTO c SELECT i FROM generate_series(1, 40) i");
        transaction(
                "INSERT INTO c SELECT i FROM generate_series(41, 80) i",
                "UPDATE a SET v = 0",
                "TRUNCATE a RESTART IDENTITY CASCADE",
                "INSERT INTO a (v) SELECT i FROM generate_series(1, 20) i",
                "INSERT INTO b VALUES (1, 1)",
                "TRUNCATE c",
                "INSERT INTO c VALUES (7)");
        transaction("TRUNCATE c", "INSERT INTO c VALUES (8)");
        then();
        transaction("TRUNCATE a, b", "TRUNCATE c");
        then();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void whatIsRolledBackDoesNotCome(int fewRows) {
        given(fewRows, "CREATE TABLE t (id int PRIMARY KEY, v text)");
        transaction(
                "INSERT INTO t SELECT i, 'first' FROM generate_series(1, 30) i",
                "SAVEPOINT one",
                "UPDATE t SET v = 'undone'",
                "INSERT INTO t VALUES (100, 'undone')",
                "SAVEPOINT two",
                "DELETE FROM t",
                "ROLLBACK TO two",
                "INSERT INTO t VALUES (101, 'undone')",
                "ROLLBACK TO one",
                "INSERT INTO t VALUES (102, 'kept')",
                "SAVEPOINT three",
                "UPDATE t SET v = 'kept' WHERE id = 3",
                "RELEASE three");
        transaction("DELETE FROM t WHERE id = 5", "ROLLBACK", "SELECT 1");
        then();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void triggersAndForeignKeysOfTheTargetStayQuiet(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE TABLE log (id bigserial PRIMARY KEY, what text)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.log (what) VALUES (TG_OP || TG_NAME); RETURN NEW; END$$",
                "CREATE TRIGGER usual AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION note()",
                "CREATE TRIGGER \"al\"\"ways\" AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION note()",
                "ALTER TABLE parent ENABLE ALWAYS TRIGGER \"al\"\"ways\"",
                "CREATE TRIGGER replica AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION note()",
                "ALTER TABLE parent ENABLE REPLICA TRIGGER replica",
                "CREATE RULE always AS ON UPDATE TO child DO ALSO INSERT INTO log (what) VALUES ('rule')",
                "ALTER TABLE child ENABLE ALWAYS RULE always");
        database.execute(
                "INSERT INTO parent SELECT i FROM generate_series(1, 30) i",
                "INSERT INTO child SELECT i, i FROM generate_series(1, 30) i",
                "UPDATE parent SET id = id + 100",
                "UPDATE child SET id = -id WHERE id = 7",
                "DELETE FROM parent WHERE id % 3 = 0");
        then();
        assertThat(
                        TestPostgres.target()
                                .column(
                                        database.staging(),
                                        "SELECT statement FROM _godwit.restore ORDER BY statement"))
                .containsExactly(
                        "ALTER TABLE ONLY public.parent ENABLE ALWAYS TRIGGER \"al\"\"ways\"",
                        "ALTER TABLE ONLY public.parent ENABLE REPLICA TRIGGER replica",
                        "ALTER TABLE public.child ENABLE ALWAYS RULE always");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0})
    void valuesOfFiftyMegabytesAreCutAndPutTogether(int fewRows) {
        given(
                fewRows,
                "CREATE TABLE t (id int PRIMARY KEY, v text, n int)",
                "ALTER TABLE t ALTER v SET STORAGE EXTERNAL");
        database.execute(
                "INSERT INTO t SELECT 1, repeat('0123456789', 5 * 1024 * 1024), 1",
                "UPDATE t SET n = 2",
                "INSERT INTO t VALUES (2, 'small', 1)",
                "UPDATE t SET v = v || E'\\n' WHERE id = 1");
        then();
    }
}
