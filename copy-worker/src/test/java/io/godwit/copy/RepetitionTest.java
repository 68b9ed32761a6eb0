package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.RecordingContext;
import io.godwit.copy.testing.Rehearsal;
import io.godwit.copy.testing.SchemaText;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Commands come twice, are interrupted, and fail; the end is the same or says why not.
class RepetitionTest {
    private static final TestPostgres SOURCE = TestPostgres.source();
    private static final TestPostgres TARGET = TestPostgres.target();

    private static final String[] SCHEMA = {
        "CREATE TABLE a (id int PRIMARY KEY, b text UNIQUE DEFERRABLE, CHECK (id > 0))",
        "INSERT INTO a SELECT i, i FROM generate_series(1, 50) i",
        "CREATE TABLE c (a int REFERENCES a, d int)",
        "INSERT INTO c SELECT i, i FROM generate_series(1, 50) i",
        "CREATE DOMAIN positive AS int",
        "ALTER DOMAIN positive ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID",
        "CREATE TABLE p (id int PRIMARY KEY, at int) PARTITION BY RANGE (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100)",
        "CREATE INDEX p_at ON p (at)",
        "INSERT INTO p SELECT i, i FROM generate_series(1, 50) i",
        "CREATE STATISTICS s ON a, d FROM c",
        "CREATE PUBLICATION pub FOR TABLE a",
        "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
        "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION t()",
        "CREATE RULE r AS ON DELETE TO a DO INSTEAD NOTHING",
        "ALTER TABLE c ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON c USING (d > 0)",
        "CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM a",
        "CREATE INDEX m_count ON m (count)",
        "SELECT lo_from_bytea(123456, 'large')"
    };

    private static Rehearsal rehearsal(String database) {
        makeSource(database);
        return Rehearsal.of(database.replace('_', '-'), database);
    }

    private static final String REFRESHING =
            " FROM pg_stat_activity WHERE query LIKE 'REFRESH%' AND state = 'active'";

    private static void makeSource(String database) {
        SOURCE.recreate(database);
        SOURCE.execute(database, SCHEMA);
        TARGET.execute("postgres", "DROP DATABASE IF EXISTS " + database);
    }

    private static void sameAsSource(String database) {
        assertThat(SchemaText.of(TARGET, database)).isEqualTo(SchemaText.of(SOURCE, database));
        assertThat(TARGET.value(database, "SELECT count FROM m")).isEqualTo("50");
        assertThat(TARGET.value(database, "SELECT lo_get(123456)")).isEqualTo("\\x6c61726765");
        assertThat(TARGET.value(database, "SELECT sum(at) FROM p")).isEqualTo("1275");
    }

    @Test
    void everyCommandMayComeTwice() throws Exception {
        String database = "comes_twice";
        try (Rehearsal rehearsal = rehearsal(database)) {
            rehearsal.prepareRoles();
            rehearsal.prepareRoles();
            rehearsal.prepare();
            rehearsal.nextAttempt();
            rehearsal.prepare();
            rehearsal.copyAndBuild();
            rehearsal.copyAndBuild();
            rehearsal.finish();
            rehearsal.finish();
            rehearsal.swap();
            rehearsal.swap();
            rehearsal.tidy();
            rehearsal.tidy();
            sameAsSource(database);
        }
    }

    @Test
    void twoMigrationsPrepareTheSameRoleAtOnce() throws Exception {
        SOURCE.execute("postgres", "DROP ROLE IF EXISTS at_once", "CREATE ROLE at_once");
        TARGET.execute("postgres", "DROP ROLE IF EXISTS at_once");
        String made = "SELECT to_regrole('at_once') IS NOT NULL";
        try (Rehearsal one = rehearsal("roles_one");
                Rehearsal two = rehearsal("roles_two");
                Connection third = TARGET.connect("postgres");
                Statement thirds = third.createStatement()) {
            third.setAutoCommit(false);
            thirds.execute("CREATE ROLE at_once");
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(one::prepareRoles, Thread::startVirtualThread);
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(two::prepareRoles, Thread::startVirtualThread);
            await("SELECT count(*) = 2 FROM pg_locks WHERE NOT granted");
            third.rollback();

            CompletableFuture.allOf(first, second).get(1, TimeUnit.MINUTES);

            assertThat(TARGET.value("postgres", made)).isEqualTo("t");
            two.undo();
            one.undo();
            assertThat(TARGET.value("postgres", made)).isEqualTo("f");
        } finally {
            SOURCE.execute("postgres", "DROP ROLE at_once");
        }
    }

    @Test
    void finishingThatWasStoppedHalfwayEndsAtOnceAndIsCompletedLater() throws Exception {
        String database = "stopped_halfway";
        String go = "go_ahead_" + database;
        TARGET.execute("postgres", "DROP DATABASE IF EXISTS " + go);
        makeSource(database);
        SOURCE.execute(
                database,
                "CREATE FUNCTION slow() RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF current_database() LIKE 'godwit%' AND NOT EXISTS (SELECT FROM"
                        + " pg_database WHERE datname = '"
                        + go
                        + "') THEN PERFORM pg_sleep(300); END IF; RETURN 1; END $$",
                "CREATE MATERIALIZED VIEW waits AS SELECT public.slow()");
        try (Rehearsal rehearsal = Rehearsal.of("stopped-halfway", database)) {
            rehearsal.prepareRoles();
            rehearsal.prepare();
            rehearsal.copyAndBuild();
            RecordingContext context = rehearsal.context();
            CompletableFuture<Void> finishing = CompletableFuture.runAsync(rehearsal::finish);
            await("SELECT count(*) > 0" + REFRESHING);
            context.stop();
            assertThatThrownBy(() -> finishing.get(5, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(WorkStoppedException.class);
            await("SELECT count(*) = 0" + REFRESHING);

            TARGET.execute("postgres", "CREATE DATABASE " + go);
            rehearsal.nextAttempt();
            rehearsal.finish();
            rehearsal.swap();
            rehearsal.tidy();
            sameAsSource(database);
        } finally {
            TARGET.execute("postgres", "DROP DATABASE IF EXISTS " + go);
        }
    }

    @Test
    void whatTheServerRefusesFailsWithItsWords() throws Exception {
        String database = "refused";
        SOURCE.recreate(database);
        SOURCE.execute(
                database,
                "CREATE TABLE a (id int PRIMARY KEY)",
                "CREATE TABLE b (a int REFERENCES a)",
                "SET session_replication_role = replica; INSERT INTO b VALUES (7)");
        try (Rehearsal rehearsal = Rehearsal.of("refused", database)) {
            rehearsal.prepare();
            rehearsal.copyAndBuild();
            assertThatThrownBy(rehearsal::finish)
                    .isInstanceOfSatisfying(
                            MigrationException.class,
                            e -> {
                                assertThat(e.failure().code())
                                        .isEqualTo(FailureCode.SCHEMA_RESTORE_FAILED);
                                assertThat(e.failure().serverText())
                                        .contains("b_a_fkey")
                                        .contains("Key (a)=(7) is not present");
                            });
            rehearsal.undo();
        }
    }

    @Test
    void anObjectThatIsMissingInTheEndIsNamed() throws Exception {
        String database = "object_missing";
        try (Rehearsal rehearsal = rehearsal(database)) {
            rehearsal.prepareRoles();
            rehearsal.prepare();
            rehearsal.copyAndBuild();
            TARGET.execute(rehearsal.staging(), "ALTER TABLE c DROP COLUMN d CASCADE");
            TARGET.execute(rehearsal.staging(), "ALTER TABLE c ADD COLUMN d bigint");
            assertThatThrownBy(rehearsal::finish)
                    .isInstanceOfSatisfying(
                            MigrationException.class,
                            e -> {
                                assertThat(e.failure().code())
                                        .isEqualTo(FailureCode.OBJECTS_MISSING);
                                assertThat(e.failure().serverText())
                                        .contains("column public.c.d integer");
                            });
            rehearsal.undo();
        }
    }

    private static void await(String condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!TARGET.value("postgres", condition).equals("t")) {
            assertThat(System.nanoTime()).as(condition).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
