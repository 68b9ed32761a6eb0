package io.godwit.copy.rows;

import static io.godwit.copy.testing.CopyFixture.CONNECTIONS;
import static io.godwit.copy.testing.CopyFixture.make;
import static io.godwit.copy.testing.CopyFixture.makeWith;
import static io.godwit.copy.testing.CopyFixture.onSource;
import static io.godwit.copy.testing.CopyFixture.onTarget;
import static io.godwit.copy.testing.CopyFixture.sourceDigest;
import static io.godwit.copy.testing.CopyFixture.sourceValue;
import static io.godwit.copy.testing.CopyFixture.targetDigest;
import static io.godwit.copy.testing.CopyFixture.targetValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.planning.CopyPlanLimits;
import io.godwit.copy.testing.CopyFixture;
import io.godwit.copy.testing.RecordingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TableCopierTest {
    /// Cuts tables of more than 64 kB into parts of 16 kB.
    private static final CopyPlanLimits FINE =
            new CopyPlanLimits(
                    64 << 10, 16 << 10, 16 << 10, 8 << 20, 1024, 250, 64 << 20, 8 << 20, 200, 500);

    private final TableCopier copier = new TableCopier(CONNECTIONS);

    private static FailureCode failure(Runnable action) {
        return catchThrowableOfType(MigrationException.class, action::run).failure().code();
    }

    @Test
    void copiesEveryRowOnceWhenTheCommandComesTwice() throws Exception {
        make("CREATE TABLE t (a int, b text)");
        onSource("INSERT INTO t SELECT g, 'row ' || g FROM generate_series(1, 1000) g");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan();

            List<CopiedPart> first = fixture.copy(0, 1);
            List<CopiedPart> again = fixture.copy(0, 1);
            List<CopiedPart> nextAttempt = fixture.copy(0, 2);

            assertThat(first).hasSize(1);
            assertThat(first.getFirst().rows()).isEqualTo(1000);
            assertThat(first.getFirst().bytes()).isPositive();
            assertThat(again).isEqualTo(first);
            assertThat(nextAttempt).isEqualTo(first);
            assertThat(targetDigest("t")).isEqualTo(sourceDigest("t")).startsWith("1000 ");
        }
    }

    @Test
    void sendsEachRowThatTheSnapshotShowsWhateverIsWrittenMeanwhile() throws Exception {
        make("CREATE TABLE t (a int)");
        onSource("INSERT INTO t SELECT generate_series(1, 100)");
        try (CopyFixture fixture = CopyFixture.open()) {
            onSource("UPDATE t SET a = -a WHERE a < 50", "DELETE FROM t WHERE a > 90");

            fixture.copyAll();

            assertThat(targetValue("SELECT count(*) || ' ' || sum(a) FROM t"))
                    .isEqualTo("100 5050");
        }
    }

    @Test
    void takesOverFromAnAttemptThatStillRuns() throws Exception {
        make("CREATE TABLE t (a int, b text)");
        onSource("INSERT INTO t SELECT g, repeat('x', 1000) FROM generate_series(1, 20000) g");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan();
            RecordingContext zombieContext = new RecordingContext();
            CountDownLatch midway = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            zombieContext.onProgress(() -> {
                midway.countDown();
                await(goOn);
            });
            CopyTables zombie = fixture.copyCommand(0, 1);
            Future<?> outcome =
                    CompletableFuture.supplyAsync(() -> copier.perform(zombie, zombieContext));
            await(midway);

            List<CopiedPart> copied = fixture.copy(0, 2);
            goOn.countDown();

            assertThatThrownBy(outcome::get).isInstanceOf(ExecutionException.class);
            assertThat(copied.getFirst().rows()).isEqualTo(20000);
            assertThat(targetDigest("t")).isEqualTo(sourceDigest("t"));
        }
    }

    @Test
    void anOlderAttemptThatComesLateDoesNothing() throws Exception {
        make("CREATE TABLE t (a int)");
        onSource("INSERT INTO t VALUES (1)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan();
            onTarget(
                    "INSERT INTO _godwit.work (id, fence) VALUES ('database/0/copy/0', '{1,1,2}')");

            assertThatThrownBy(() -> fixture.copy(0, 1)).isInstanceOf(WorkStoppedException.class);

            assertThat(targetValue("SELECT count(*) FROM t")).isEqualTo("0");
            assertThat(fixture.copy(0, 2).getFirst().rows()).isEqualTo(1);
        }
    }

    @Test
    void onlyOneOfManyAttemptsThatRunAtOnceTakesEffect() throws Exception {
        make("CREATE TABLE t (a int, b text)");
        onSource("INSERT INTO t SELECT g, repeat('x', 100) FROM generate_series(1, 30000) g");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan();
            List<CompletableFuture<Boolean>> attempts =
                    java.util.stream.IntStream.rangeClosed(1, 6)
                            .mapToObj(attempt ->
                                    CompletableFuture.supplyAsync(
                                            () -> succeeds(fixture, (attempt + 1) / 2)))
                            .toList();

            attempts.forEach(CompletableFuture::join);

            assertThat(fixture.copy(0, 9).getFirst().rows()).isEqualTo(30000);
            assertThat(targetDigest("t")).isEqualTo(sourceDigest("t"));
        }
    }

    private static boolean succeeds(CopyFixture fixture, int attempt) {
        try {
            return fixture.copy(0, attempt).getFirst().rows() == 30000;
        } catch (MigrationException | WorkStoppedException e) {
            return false;
        }
    }

    @Test
    void failsWithSnapshotLostWhenTheHolderHasEnded() throws Exception {
        make("CREATE TABLE t (a int)");
        CopyFixture fixture = CopyFixture.open();
        fixture.plan();
        fixture.close();

        assertThat(failure(() -> fixture.copy(0, 1))).isEqualTo(FailureCode.SNAPSHOT_LOST);
    }

    @Test
    void failsWithSnapshotLostWhenATableWasTruncatedOrRewrittenSince() throws Exception {
        for (String change :
                List.of(
                        "TRUNCATE t",
                        "VACUUM FULL t",
                        "ALTER TABLE t ALTER a TYPE bigint",
                        "ALTER TABLE t RENAME TO u; CREATE TABLE t (a int)",
                        "DROP TABLE t",
                        "DROP TABLE t; CREATE TABLE t (a int)")) {
            make("CREATE TABLE t (a int)");
            onSource("INSERT INTO t SELECT generate_series(1, 100)");
            try (CopyFixture fixture = CopyFixture.open()) {
                fixture.plan();
                onSource(change.split("; "));

                assertThat(failure(() -> fixture.copy(0, 1)))
                        .as(change)
                        .isEqualTo(FailureCode.SNAPSHOT_LOST);
                assertThat(targetValue("SELECT count(*) FROM t")).as(change).isEqualTo("0");
            }
        }
    }

    @Test
    void failsWhenRowSecurityHidesRowsAndWhenTheUserMayNotRead() throws Exception {
        make("CREATE TABLE t (a int)");
        onSource(
                "INSERT INTO t VALUES (1), (2)",
                "DROP ROLE IF EXISTS reader",
                "CREATE ROLE reader LOGIN",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "GRANT SELECT ON t TO reader",
                "CREATE POLICY p ON t USING (a = 1)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan();
            CopyTables command = asReader(fixture.copyCommand(0, 1));

            assertThat(failure(() -> copier.perform(command, fixture.context())))
                    .isEqualTo(FailureCode.SOURCE_ROWS_HIDDEN);
            onSource("REVOKE SELECT ON t FROM reader");
            assertThat(failure(() -> copier.perform(command, fixture.context())))
                    .isEqualTo(FailureCode.SOURCE_PERMISSION_DENIED);
            assertThat(targetValue("SELECT count(*) FROM t")).isEqualTo("0");
        } finally {
            onSource("DROP TABLE t", "DROP ROLE reader");
        }
    }

    private static CopyTables asReader(CopyTables command) {
        var source = command.endpoints().source();
        var reader =
                new io.godwit.common.migration.Server(
                        source.host(),
                        source.port(),
                        "reader",
                        source.maintenanceDatabase(),
                        source.sslMode(),
                        null);
        return new CopyTables(
                command.work(),
                new io.godwit.common.migration.Endpoints(
                        reader, command.endpoints().target(), "none"),
                command.sourceDatabase(),
                command.staging(),
                command.snapshot(),
                command.tables(),
                command.parts());
    }

    @Test
    void copiesTablesWithHostileNames() throws Exception {
        String name = "\"\"; drop table x; -- ' \\ %s {0} ? é\n$$";
        String ddl =
                """
                CREATE SCHEMA "%1$s";
                CREATE TABLE "%1$s"."%1$s" ("%1$s" int, "UPPER" text, "%2$s" text,
                    twice int GENERATED ALWAYS AS ("%1$s" * 2) STORED)
                """
                        .formatted(name, "é".repeat(31));
        make(ddl);
        String table = "\"%1$s\".\"%1$s\"".formatted(name);
        onSource(
                "INSERT INTO "
                        + table
                        + " SELECT g, chr(g), '\\' || chr(g) FROM generate_series(1, 200) g");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            assertThat(targetDigest(table)).isEqualTo(sourceDigest(table)).startsWith("200 ");
        }
    }

    @Test
    void copiesTheValuesThatBreakTextFormats() throws Exception {
        make(
                "CREATE TABLE t (id int, v text, d text COLLATE \"C\", e bytea); CREATE DOMAIN dt AS text;"
                        + "ALTER TABLE t ADD w dt");
        onSource(
                """
                INSERT INTO t SELECT g, v, v, convert_to(v, 'UTF8'), v FROM (VALUES
                    (1, E'\\\\.'), (2, E'\\\\.\\n\\\\.'), (3, E'a\\nb\\rc\\td\\be\\ff\\v'), (4, ''),
                    (5, NULL), (6, E'\\\\N'), (7, '\\N'), (8, E'\\\\'), (9, E'\\n'), (10, '"'),
                    (11, ''''), (12, repeat(E'\\\\\\n', 100000)), (13, 'é中😀'))
                    AS x (g, v)
                """);
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            assertThat(targetDigest("t")).isEqualTo(sourceDigest("t")).startsWith("13 ");
        }
    }

    @Test
    void copiesTablesOfEveryKind() throws Exception {
        make(
                """
                CREATE TABLE nothing ();
                CREATE TABLE only_generated (g int GENERATED ALWAYS AS (42) STORED);
                CREATE TABLE parent (a int);
                CREATE TABLE child (b int) INHERITS (parent);
                CREATE UNLOGGED TABLE unlogged (a int);
                CREATE TABLE identity (a int GENERATED ALWAYS AS IDENTITY, b int);
                CREATE TABLE parted (a int) PARTITION BY LIST (a);
                CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
                CREATE TABLE parted_2 PARTITION OF parted DEFAULT PARTITION BY LIST (a);
                CREATE TABLE parted_2_2 PARTITION OF parted_2 FOR VALUES IN (2);
                CREATE TABLE dropped (a int, gone int, z text DEFAULT 'd');
                ALTER TABLE dropped DROP gone;
                CREATE TABLE empty (a int)
                """);
        onSource(
                "INSERT INTO nothing SELECT FROM generate_series(1, 7)",
                "INSERT INTO only_generated SELECT FROM generate_series(1, 5)",
                "INSERT INTO parent VALUES (1), (2)",
                "INSERT INTO child VALUES (3, 4)",
                "INSERT INTO unlogged VALUES (5)",
                "INSERT INTO identity (b) VALUES (6), (7)",
                "INSERT INTO parted VALUES (1), (2), (1)",
                "INSERT INTO dropped VALUES (1, NULL)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            for (String table :
                    List.of(
                            "nothing",
                            "only_generated",
                            "parent",
                            "child",
                            "unlogged",
                            "identity",
                            "parted_1",
                            "parted_2_2",
                            "dropped",
                            "empty")) {
                assertThat(targetDigest(table)).as(table).isEqualTo(sourceDigest(table));
            }
            assertThat(targetValue("SELECT count(*) FROM nothing")).isEqualTo("7");
            assertThat(targetValue("SELECT count(*) FROM only_generated")).isEqualTo("5");
            assertThat(fixture.tables()).hasSize(10);
        }
    }

    @Test
    void keepsTheBytesOfOtherEncodings() throws Exception {
        for (String encoding : List.of("LATIN1", "SQL_ASCII", "EUC_JP")) {
            makeWith(
                    "TEMPLATE template0 ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'",
                    "CREATE TABLE t (a int, b text)");
            String value =
                    switch (encoding) {
                        case "EUC_JP" -> "convert_from('\\xa4a2a4a4'::bytea, 'EUC_JP')";
                        case "LATIN1" -> "convert_from(decode('e9fc', 'hex'), 'LATIN1')";
                        default -> "E'\\xe9\\xff\\x80'";
                    };
            onSource("INSERT INTO t SELECT g, " + value + " FROM generate_series(1, 50) g");
            try (CopyFixture fixture = CopyFixture.open()) {
                fixture.copyAll();

                String digest =
                        "SELECT count(*) || md5(string_agg(b, ','))"
                                + " || min(octet_length(b)) FROM t";
                assertThat(targetValue(digest)).as(encoding).isEqualTo(sourceValue(digest));
                assertThat(targetDigest("t")).as(encoding).startsWith("50 ");
            }
        }
    }

    @Test
    void convertsTextsWhereTheTargetHasAnotherEncoding() throws Exception {
        make("CREATE TABLE t (a int, b text)");
        TestPostgres.source()
                .execute(
                        "postgres",
                        "DROP DATABASE \"copy source\"",
                        "CREATE DATABASE \"copy source\" TEMPLATE template0 ENCODING 'LATIN1'"
                                + " LC_COLLATE 'C' LC_CTYPE 'C'");
        onSource("CREATE TABLE t (a int, b text)", "INSERT INTO t VALUES (1, 'é\n\\')");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            assertThat(targetValue("SELECT b FROM t")).isEqualTo("é\n\\");
        }
    }

    @Test
    void copiesRowsLargerThanTheMemoryAtHand() throws Exception {
        make("CREATE TABLE t (a int, b bytea, c text)");
        onSource(
                "INSERT INTO t SELECT g, decode(repeat(md5(g::text), 6400000), 'hex'),"
                        + " repeat(md5(g::text) || E'\\n\\\\', 3000000) FROM generate_series(1, 4) g");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            String digest = "SELECT string_agg(a || md5(b) || md5(c), ',' ORDER BY a) FROM t";
            assertThat(targetValue(digest)).isEqualTo(sourceValue(digest));
            assertThat(fixture.context().rows()).isBetween(4L, 6L);
        }
    }

    @Test
    void partsCoverEveryRowExactlyOnce() throws Exception {
        make("CREATE TABLE t (a int, b text)");
        onSource(
                "INSERT INTO t SELECT g, repeat('x', g % 300) FROM generate_series(1, 5000) g",
                "DELETE FROM t WHERE a % 7 = 0", "UPDATE t SET b = b || 'y' WHERE a % 5 = 0");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan(FINE, Set.of());
            assertThat(fixture.copies()).hasSizeGreaterThan(10);
            onSource("INSERT INTO t SELECT g, 'late' FROM generate_series(1, 5000) g");

            long rows = 0;
            for (int copy = 0; copy < fixture.copies().size(); copy++) {
                rows += fixture.copy(copy, 1).getFirst().rows();
            }

            assertThat(rows)
                    .isEqualTo(Long.parseLong(sourceValue("SELECT count(*) FROM t")) - 5000);
            onSource("DELETE FROM t WHERE b = 'late'");
            assertThat(targetDigest("t")).isEqualTo(sourceDigest("t"));
        }
    }

    @Test
    void saysWhichRowTheTargetRefuses() throws Exception {
        make("CREATE TABLE t (a int, b text)");
        onSource("INSERT INTO t SELECT g, 'x' FROM generate_series(1, 100) g");
        onTarget("ALTER TABLE t ADD CONSTRAINT small CHECK (a < 50)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan();

            MigrationException refused =
                    catchThrowableOfType(MigrationException.class, () -> fixture.copy(0, 1));

            assertThat(refused.failure().code()).isEqualTo(FailureCode.TARGET_REFUSED_ROW);
            assertThat(refused.failure().message()).contains("\"public\".\"t\"");
            assertThat(refused.failure().serverText()).contains("small");
            assertThat(targetValue("SELECT count(*) FROM t")).isEqualTo("0");
            onTarget("ALTER TABLE t DROP CONSTRAINT small");
            assertThat(fixture.copy(0, 2).getFirst().rows()).isEqualTo(100);
        }
    }

    @Test
    void stopsInTheMiddleOfATable() throws Exception {
        make("CREATE TABLE t (a int, b text)");
        onSource("INSERT INTO t SELECT g, repeat('x', 1000) FROM generate_series(1, 20000) g");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.plan();
            RecordingContext context = new RecordingContext();
            context.onProgress(() -> stop(context));

            assertThatThrownBy(() -> copier.perform(fixture.copyCommand(0, 1), context))
                    .isInstanceOf(MigrationException.class);

            assertThat(context.stopping()).isTrue();
            assertThat(fixture.copy(0, 2).getFirst().rows()).isEqualTo(20000);
            assertThat(targetDigest("t")).isEqualTo(sourceDigest("t"));
        }
    }

    @Test
    void copiesTheUsersRowsOfAnExtensionsTable() throws Exception {
        make("CREATE TABLE spatial (a int); CREATE TABLE kept (a int)");
        for (String make :
                List.of(
                        "CREATE TABLE members (a int, own bool)",
                        "ALTER EXTENSION plpgsql ADD TABLE members")) {
            onSource(make);
            onTarget(make);
        }
        onSource(
                "UPDATE pg_extension SET extconfig = ARRAY['members'::regclass::oid],"
                        + " extcondition = ARRAY['WHERE own'] WHERE extname = 'plpgsql'",
                "INSERT INTO members VALUES (1, true), (2, false)",
                "ALTER EXTENSION plpgsql ADD TABLE spatial",
                "INSERT INTO spatial VALUES (1)",
                "INSERT INTO kept VALUES (1)");
        onTarget("INSERT INTO members VALUES (2, false)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            assertThat(targetDigest("members")).isEqualTo(sourceDigest("members"));
            assertThat(fixture.tables())
                    .extracting(table -> table.table().name())
                    .containsExactlyInAnyOrder("members", "kept");
        }
    }

    private static void stop(RecordingContext context) {
        try {
            context.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
