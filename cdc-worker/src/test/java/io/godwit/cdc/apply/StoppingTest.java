package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CutoverDrained;
import io.godwit.common.migration.MigrationEvent.DatabaseCaughtUp;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SslMode;
import io.godwit.common.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/// What does not pass by itself stops the stream at its place: everything before is applied,
/// nothing behind, and a resume goes on without loss.
class StoppingTest extends AppliedDatabaseTests {
    private void given(String name, String... setup) {
        create(name, setup);
    }

    private Failure stops() {
        return database.awaitStopped().failure();
    }

    private void resumed() {
        database.stopApply();
        database.startApply();
        database.drain();
        assertThat(database.differences()).isEmpty();
    }

    @Test
    void anAddedColumnStopsBeforeItsTransaction() {
        given(
                "drift_added",
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "CREATE TABLE o (id int)");
        database.startApply();
        database.execute(
                "INSERT INTO t VALUES (1, 'before')",
                "ALTER TABLE t ADD COLUMN \"the new\" numeric(10,2)",
                "BEGIN; INSERT INTO o VALUES (1); INSERT INTO t VALUES (2, 'after', 1.10); COMMIT",
                "INSERT INTO o VALUES (2)");
        Failure failure = stops();
        assertThat(failure.code()).isEqualTo(FailureCode.SCHEMA_CHANGED);
        assertThat(failure.message())
                .contains("column \"the new\" exists only on the source")
                .contains("ALTER TABLE \"public\".\"t\" ADD COLUMN \"the new\" numeric(10,2)");
        assertThat(database.target("SELECT string_agg(v, ',') FROM t")).isEqualTo("before");
        assertThat(database.target("SELECT count(*) FROM o")).isEqualTo("0");
        database.executeOnTarget("ALTER TABLE t ADD COLUMN \"the new\" numeric(10,2)");
        resumed();
    }

    @Test
    void droppedRetypedAndRenamedColumnsStopToo() {
        given(
                "drift_others",
                "CREATE TABLE d (id int PRIMARY KEY, v text)",
                "CREATE TABLE r (id int PRIMARY KEY, v varchar(10))",
                "CREATE TABLE n (id int PRIMARY KEY, v text)",
                "CREATE TABLE w (id int PRIMARY KEY)");
        database.startApply();
        database.execute("ALTER TABLE d DROP COLUMN v", "INSERT INTO d VALUES (1)");
        assertThat(stops().message()).contains("ALTER TABLE \"public\".\"d\" DROP COLUMN \"v\"");
        database.executeOnTarget("ALTER TABLE d DROP COLUMN v");
        resumed();
        database.execute("ALTER TABLE r ALTER v TYPE varchar(20)", "INSERT INTO r VALUES (1, 'v')");
        assertThat(stops().message())
                .contains(
                        "ALTER TABLE \"public\".\"r\" ALTER COLUMN \"v\" TYPE character varying(20)");
        database.executeOnTarget("ALTER TABLE r ALTER v TYPE varchar(20)");
        resumed();
        database.execute("ALTER TABLE n RENAME v TO u", "INSERT INTO n VALUES (1, 'v')");
        assertThat(stops().message())
                .contains("ALTER TABLE \"public\".\"n\" RENAME COLUMN \"v\" TO \"u\"");
        database.executeOnTarget("ALTER TABLE n RENAME v TO u");
        resumed();
        database.execute("ALTER TABLE w RENAME TO renamed", "INSERT INTO renamed VALUES (1)");
        assertThat(stops().message()).contains("table \"public\".\"renamed\"");
        database.executeOnTarget("ALTER TABLE w RENAME TO renamed");
        resumed();
    }

    @Test
    void aColumnThatTheTargetGotTooEarlyIsTakenBackUntilItsTurnComes() {
        given("drift_early", "CREATE TABLE t (id int PRIMARY KEY)");
        database.execute(
                "INSERT INTO t VALUES (1)",
                "ALTER TABLE t ADD v int DEFAULT 7",
                "INSERT INTO t VALUES (2, 8)");
        database.executeOnTarget("ALTER TABLE t ADD v int DEFAULT 7");
        database.startApply();
        assertThat(stops().message())
                .contains(
                        "ALTER TABLE \"public\".\"t\" DROP COLUMN \"v\" (if the source has that column by now")
                .contains("drop it, resume, and add it again when the stream stops for it");
        database.executeOnTarget("ALTER TABLE t DROP COLUMN v");
        database.startApply();
        assertThat(stops().message()).contains("column \"v\" exists only on the source");
        database.executeOnTarget("ALTER TABLE t ADD v int DEFAULT 7");
        resumed();
    }

    @Test
    void aRefusedChangeIsNamedAndEverythingBeforeItIsApplied() {
        given(
                "refused",
                "CREATE TABLE t (id int PRIMARY KEY, v int)",
                "INSERT INTO t SELECT i, i FROM generate_series(1, 100) i");
        database.executeOnTarget("ALTER TABLE t ADD CONSTRAINT small CHECK (v < 1000)");
        database.execute(
                "UPDATE t SET v = v + 1",
                "BEGIN; UPDATE t SET v = 0 WHERE id = 5; UPDATE t SET v = 1000 WHERE id = 7; COMMIT",
                "UPDATE t SET v = -1 WHERE id = 8");
        database.startApply();
        Failure failure = stops();
        assertThat(failure.code()).isEqualTo(FailureCode.CHANGE_REFUSED);
        assertThat(failure.sqlState()).isEqualTo("23514");
        assertThat(failure.message()).contains("update of (\"id\" = '7') in \"public\".\"t\" at ");
        assertThat(failure.serverText()).contains("small");
        assertThat(database.target("SELECT v FROM t WHERE id = 5")).isEqualTo("6");
        assertThat(database.target("SELECT v FROM t WHERE id = 8")).isEqualTo("9");
        database.executeOnTarget("ALTER TABLE t DROP CONSTRAINT small");
        resumed();
    }

    @Test
    void aRowThatShouldBeThereAndIsNotStops() {
        given(
                "missing_row",
                "CREATE TABLE t (id int PRIMARY KEY, v int)",
                "INSERT INTO t SELECT i, i FROM generate_series(1, 100) i");
        database.executeOnTarget("DELETE FROM t WHERE id = 42");
        database.execute("UPDATE t SET v = v + 1");
        database.startApply();
        Failure failure = stops();
        assertThat(failure.code()).isEqualTo(FailureCode.CHANGE_REFUSED);
        assertThat(failure.message()).contains("\"id\" = '42'").contains("no such row");
        database.executeOnTarget("INSERT INTO t VALUES (42, 42)");
        resumed();
    }

    @Test
    void aTargetThatRefusesTheReplicaRoleIsNotWritten() {
        given("role_refused", "CREATE TABLE t (id int PRIMARY KEY)");
        TestPostgres.target()
                .execute(
                        "postgres",
                        "DROP ROLE IF EXISTS plain",
                        "CREATE ROLE plain LOGIN",
                        "GRANT CREATE ON DATABASE \"" + database.staging() + "\" TO plain");
        Server usual = TestPostgres.target().server();
        database.with(
                new Endpoints(
                        TestPostgres.source().server(),
                        new Server(
                                usual.host(),
                                usual.port(),
                                "plain",
                                "postgres",
                                SslMode.PREFER,
                                null),
                        "none"));
        database.execute("INSERT INTO t VALUES (1)");
        database.startApply();
        Failure failure = stops();
        assertThat(failure.code()).isEqualTo(FailureCode.REPLICA_ROLE_REFUSED);
        assertThat(failure.sqlState()).isEqualTo("42501");
        assertThat(database.target("SELECT to_regclass('_godwit.bookmark') IS NULL"))
                .isEqualTo("t");
        database.with(TestPostgres.endpoints());
        resumed();
    }

    @Test
    void theMarkerOfAnOldServerIsARow() {
        given(
                "old_marker",
                "CREATE SCHEMA _godwit_source",
                "CREATE TABLE _godwit_source.marker (number int)",
                "CREATE TABLE t (id int PRIMARY KEY)");
        database.source()
                .execute(
                        "DO $$ DECLARE p text := (SELECT pubname FROM pg_publication WHERE pubname LIKE 'godwit%' LIMIT 1); BEGIN IF NOT EXISTS (SELECT FROM pg_publication_tables WHERE tablename = 'marker') THEN EXECUTE format('ALTER PUBLICATION %I ADD TABLE _godwit_source.marker', p); END IF; END $$");
        database.executeOnTarget("DROP SCHEMA _godwit_source CASCADE");
        database.startApply();
        database.execute(
                "BEGIN; INSERT INTO t VALUES (1); INSERT INTO _godwit_source.marker VALUES (77); COMMIT");
        database.awaitDrained(77);
        assertThat(database.target("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void catchingUpIsToldOnceAndAMarkerAgainByEachSession() {
        given("caught_up", "CREATE TABLE t (id int PRIMARY KEY)");
        database.startApply();
        database.execute("INSERT INTO t VALUES (1)");
        database.drain();
        database.await("caught up", () -> count(DatabaseCaughtUp.class) == 1);
        database.stopApply();
        database.startApply();
        database.await("the marker again", () -> count(CutoverDrained.class) == 2);
        database.await("caught up again", () -> count(DatabaseCaughtUp.class) == 2);
    }

    private long count(Class<?> fact) {
        return database.facts().stream().filter(fact::isInstance).count();
    }

    @Test
    void aTransactionOfAMillionRowsIsWrittenInPieces() {
        given("million", "CREATE TABLE t (id int PRIMARY KEY, v text)", "CREATE TABLE n (v text)");
        database.startApply();
        database.execute(
                """
                BEGIN;
                INSERT INTO t SELECT i, repeat('x', 200) FROM generate_series(1, 1000000) i;
                INSERT INTO n SELECT 'n' FROM generate_series(1, 100000) i;
                UPDATE t SET v = 'u' || id WHERE id % 5 = 0;
                DELETE FROM t WHERE id % 7 = 0;
                COMMIT
                """);
        database.drain();
        assertThat(database.target("SELECT count(*) || ' ' || sum(hashtext(t::text)) FROM t"))
                .isEqualTo(
                        database.source()
                                .value("SELECT count(*) || ' ' || sum(hashtext(t::text)) FROM t"));
        assertThat(database.target("SELECT count(*) FROM n")).isEqualTo("100000");
    }
}
