package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A database moves while its applications keep writing.
class OnlineMigrationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private static Path folder;
    private static Standalone godwit;

    @BeforeAll
    static void start() {
        godwit = new Standalone(folder, Map.of()).start();
    }

    @AfterAll
    static void stop() {
        godwit.close();
    }

    @Test
    void everyCommitThatApplicationsWerePromisedIsOnTheTargetAfterAFencedCutover() {
        Databases.toMigrate("online", 20_000);
        try (Workload applications = new Workload(TestPostgres.source(), "online").start(4, 1)) {
            post("/migrations", online("online", "online").with("verification", "full").json());
            godwit.api().await("online", PATIENCE, OnlineMigrationTest::waits);
            onlyWhatIsWrongDiffersWhileApplicationsWrite();

            post("/migrations/online/cutover", "{\"fence\": true}");
            JsonNode ended =
                    godwit.api().await("online", PATIENCE, OnlineMigrationTest::endedOrWaits);
            applications.stop();

            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
            assertThat(ended.at("/databases/0/following/cutover/pauseMillis").asLong(-1))
                    .isPositive();
            assertThat(godwit.api().facts("online", "drift-checked"))
                    .as("nobody changed the schema, so no table is in doubt")
                    .hasSize(2)
                    .allSatisfy(fact -> assertThat(fact.at("/payload/unproven")).isEmpty());
            assertThat(Workload.kept(TestPostgres.target(), "online"))
                    .containsAll(applications.promised());
            refreshViews("online");
            Databases.assertEqual("online", "online");
            Databases.awaitClean(TestPostgres.source(), "online");
            assertThat(Databases.remnants()).isEmpty();
            assertThat(TestPostgres.source().value("online", "SHOW default_transaction_read_only"))
                    .as("nobody writes to the old database")
                    .isEqualTo("on");
        }
    }

    /// Applications write to customers up to number 500.
    private static void onlyWhatIsWrongDiffersWhileApplicationsWrite() {
        JsonNode clean = compared();
        assertThat(clean.path("differing").asLong(-1)).as("%s", clean).isZero();
        assertThat(clean.path("status").asString()).isIn("Equal", "Unsettled");
        String staging = staging();
        String name =
                TestPostgres.target().value(staging, "SELECT name FROM customer WHERE id = 1999");

        TestPostgres.target()
                .execute(staging, "UPDATE customer SET name = 'other' WHERE id = 1999");
        JsonNode wrong = compared();

        assertThat(wrong.path("status").asString()).as("%s", wrong).isEqualTo("Different");
        assertThat(wrong.path("differing").asLong()).isEqualTo(1);
        assertThat(wrong.at("/differences/0/object").asString()).isEqualTo("public.customer");
        assertThat(wrong.at("/differences/0/key").asString()).isEqualTo("id = (1999)");
        assertThat(wrong.at("/differences/0/repair").isString()).isFalse();
        TestPostgres.target()
                .execute(
                        staging,
                        "UPDATE customer SET name = '%s' WHERE id = 1999"
                                .formatted(name.replace("'", "''")));
    }

    private static JsonNode compared() {
        String path = "/migrations/online/comparisons";
        JsonNode asked = post(path, "{\"level\": \"full\"}");
        assertThat(asked.path("number").asInt()).as("%s", asked).isPositive();
        String run = path + "/" + asked.path("number").asInt();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            JsonNode shown = godwit.api().get(run).body();
            if (!shown.path("status").asString().equals("Running")) {
                return shown;
            }
            assertThat(Instant.now()).as("%s", shown).isBefore(deadline);
            Api.pause(100);
        }
    }

    @Test
    void aCancelWhileItFollowsLeavesNothingBehindOnEitherSide() {
        Databases.toMigrate("withdrawn", 20_000);
        try (Workload applications = new Workload(TestPostgres.source(), "withdrawn").start(2, 2)) {
            post("/migrations", online("withdrawn", "withdrawn").json());
            godwit.api().await("withdrawn", PATIENCE, OnlineMigrationTest::waits);

            post("/migrations/withdrawn/cancel", "{}");
            JsonNode ended = godwit.api().awaitEnd("withdrawn", PATIENCE);

            assertThat(ended.path("state").asString()).isEqualTo("Canceled");
            Databases.awaitClean(TestPostgres.source(), "withdrawn");
            assertThat(Databases.remnants()).isEmpty();
            assertThat(
                            TestPostgres.source()
                                    .value(
                                            "withdrawn",
                                            "SELECT relreplident FROM pg_class WHERE relname ="
                                                    + " 'keyless'"))
                    .isEqualTo("d");
            applications.stop();
            assertThat(applications.promised()).isNotEmpty();
        }
    }

    @Test
    void afterAChangeOfTheSchemaTheCutoverProvesTheRowsThatWereThereBefore() {
        Databases.toMigrate("drifted", 2_000);
        post("/migrations", online("drifted", "drifted").json());
        godwit.api().await("drifted", PATIENCE, OnlineMigrationTest::waits);
        TestPostgres.source()
                .execute(
                        "drifted",
                        "ALTER TABLE customer ADD COLUMN active boolean NOT NULL DEFAULT true;"
                                + " UPDATE customer SET name = 'changed' WHERE id = 1");
        godwit.api().await("drifted", PATIENCE, shown -> failedWith(shown, "SCHEMA_CHANGED"));
        String staging = staging();

        TestPostgres.target().execute(staging, "ALTER TABLE customer ADD COLUMN active boolean");
        TestPostgres.source()
                .execute(
                        "drifted",
                        "CREATE INDEX by_activity ON customer (active)",
                        "CREATE TABLE latecomer (id int PRIMARY KEY)",
                        "INSERT INTO latecomer SELECT generate_series(1, 1000)");
        post("/migrations/drifted/resume", "{}");
        cutOver("drifted");

        awaitGivenUp(
                "SCHEMA_CHANGED",
                "column public.customer active is now (boolean NOT NULL DEFAULT true)",
                "index public.by_activity was made",
                "table public.latecomer was made");
        TestPostgres.target()
                .execute(
                        staging,
                        "UPDATE customer SET active = false WHERE active IS NULL;"
                                + " ALTER TABLE customer ALTER active SET DEFAULT true,"
                                + " ALTER active SET NOT NULL;"
                                + " CREATE INDEX by_activity ON customer (active);"
                                + " CREATE TABLE latecomer (id int PRIMARY KEY)");
        cutOver("drifted");

        awaitGivenUp("ROWS_DIFFER", "public.customer id = (", "has other values");
        assertThat(godwit.api().facts("drifted", "cutover-marked"))
                .as("the applications did not have to wait for it")
                .isEmpty();
        TestPostgres.target()
                .execute(staging, "UPDATE customer SET active = true WHERE NOT active");
        cutOver("drifted");
        JsonNode ended = godwit.api().awaitEnd("drifted", PATIENCE);
        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
        assertThat(godwit.api().facts("drifted", "drift-checked").getLast().at("/payload/unproven"))
                .as("only what is in no stream is compared while they wait")
                .singleElement()
                .satisfies(
                        table -> assertThat(table.path("name").asString()).isEqualTo("latecomer"));
        refreshViews("drifted");
        Databases.assertEqual("drifted", "drifted");
    }

    private static void awaitGivenUp(String code, String... words) {
        godwit.api()
                .await(
                        "drifted",
                        PATIENCE,
                        shown ->
                                waits(shown)
                                        && failedWith(shown, code)
                                        && Stream.of(words)
                                                .allMatch(
                                                        shown.at("/lastError/message").asString()
                                                                ::contains));
    }

    private static boolean failedWith(JsonNode shown, String code) {
        return shown.at("/lastError/code").asString().equals(code);
    }

    /// As soon as changes are applied, and an earlier cutover is taken back.
    private static void cutOver(String name) {
        Instant deadline = Instant.now().plus(PATIENCE);
        JsonNode answer = post("/migrations/" + name + "/cutover", "{\"fence\": true}");
        while (answer.path("code").asString().matches("CUTOVER_TOO_EARLY|CUTOVER_RUNNING")) {
            assertThat(Instant.now()).as("%s", answer).isBefore(deadline);
            Api.pause(100);
            answer = post("/migrations/" + name + "/cutover", "{\"fence\": true}");
        }
        assertThat(answer.path("code").isMissingNode()).as("%s", answer).isTrue();
    }

    private static String staging() {
        return TestPostgres.target()
                .value(
                        "postgres",
                        "SELECT datname FROM pg_database WHERE datname LIKE 'godwit\\_new\\_%'");
    }

    @Test
    void whileItIsPausedChangesWaitInKafkaAndAreAppliedAfterTheResume() {
        Databases.toMigrate("paused", 20_000);
        try (Workload applications = new Workload(TestPostgres.source(), "paused").start(2, 3)) {
            post("/migrations", online("paused", "paused").json());
            godwit.api().await("paused", PATIENCE, OnlineMigrationTest::waits);
            post("/migrations/paused/pause", "");
            Api.pause(1_500);
            assertThat(post("/migrations/paused/cutover", "{}").path("code").asString())
                    .isEqualTo("CUTOVER_TOO_EARLY");

            post("/migrations/paused/resume", "");
            applications.stop();
            Set<Long> promised = new HashSet<>(applications.promised());
            godwit.api()
                    .await(
                            "paused",
                            PATIENCE,
                            shown ->
                                    post("/migrations/paused/cutover", "{}")
                                                    .path("state")
                                                    .asString()
                                                    .length()
                                            > 0);
            JsonNode ended = godwit.api().awaitEnd("paused", PATIENCE);

            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
            assertThat(Workload.kept(TestPostgres.target(), "paused")).isEqualTo(promised);
            refreshViews("paused");
            Databases.assertEqual("paused", "paused");
            Databases.awaitClean(TestPostgres.source(), "paused");
            assertThat(Databases.remnants()).isEmpty();
        }
    }

    @Test
    void theSourcesWalIsNotHeldWhileItIsPausedAndAGigabyteIsWritten() {
        Databases.toMigrate("hoarding", 20_000);
        TestPostgres source = TestPostgres.source();
        source.execute(
                "hoarding",
                "CREATE TABLE bulk (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)",
                "ALTER TABLE bulk ALTER body SET STORAGE EXTERNAL");
        post("/migrations", online("hoarding", "hoarding").json());
        godwit.api().await("hoarding", PATIENCE, OnlineMigrationTest::waits);
        post("/migrations/hoarding/pause", "");
        String before = source.value("hoarding", "SELECT pg_current_wal_lsn()");

        for (int part = 0; part < 32; part++) {
            source.execute(
                    "hoarding",
                    "INSERT INTO bulk (body) SELECT repeat(md5(n::text), 2000)"
                            + " FROM generate_series(1, 512) n");
        }

        assertThat(bytes("pg_current_wal_lsn() - '" + before + "'")).isGreaterThan(1L << 30);
        for (int attempt = 0; held() > 64 << 20 && attempt < 1_200; attempt++) {
            Api.pause(100);
        }
        assertThat(held()).as("bytes of WAL that the slot holds").isLessThan(64 << 20);
        String staging = TestPostgres.target().value("postgres", STAGED);
        assertThat(TestPostgres.target().value(staging, "SELECT count(*) FROM bulk"))
                .as("rows that were applied in spite of the pause")
                .isEqualTo("0");
        post("/migrations/hoarding/cancel", "{}");
        godwit.api().awaitEnd("hoarding", PATIENCE);
        Databases.awaitClean(TestPostgres.source(), "hoarding");
        assertThat(Databases.remnants()).isEmpty();
    }

    private static final String STAGED =
            "SELECT datname FROM pg_database WHERE datname LIKE 'godwit_new%'";

    private static long held() {
        return bytes("pg_current_wal_lsn() - min(restart_lsn) FROM pg_replication_slots");
    }

    private static long bytes(String expression) {
        return Long.parseLong(TestPostgres.source().value("hoarding", "SELECT " + expression));
    }

    /// Books come and go with their authors, whose table is copied under the first snapshot, theirs
    /// under the second.
    @Test
    void finishedTablesStayWhenTheSnapshotIsLostInTheMiddleOfTheCopy() throws Exception {
        TestPostgres source = TestPostgres.source();
        Databases.toMigrate("torn", 1_000);
        source.execute(
                "torn",
                "CREATE TABLE author (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, life text)",
                "INSERT INTO author (life) SELECT repeat(md5(n::text), 15)"
                        + " FROM generate_series(1, 100000) n",
                "CREATE TABLE book (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " author int NOT NULL REFERENCES author)");
        try (Books books = Books.write(source, "torn");
                Connection obstacle = source.connect("torn")) {
            post("/migrations", online("torn", "torn").with("parallelism", 1).json());
            awaitFact("torn", "database-prepared");
            obstacle.setAutoCommit(false);
            obstacle.createStatement().execute("LOCK TABLE book");
            awaitFact("torn", "tables-copied");

            source.execute(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'torn'"
                            + " AND (application_name = 'godwit snapshot'"
                            + " OR application_name = 'godwit copy')");
            awaitFact("torn", "snapshot-lost");
            obstacle.commit();
            godwit.api().await("torn", PATIENCE, OnlineMigrationTest::waits);
            books.stop();
            post("/migrations/torn/cutover", "{}");
            JsonNode ended = godwit.api().awaitEnd("torn", PATIENCE);

            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
            assertThat(facts("torn", "copy-resumed")).isNotEmpty();
            assertThat(facts("torn", "database-started-over")).isEmpty();
            assertThat(facts("torn", "tables-copied"))
                    .extracting(fact -> fact.at("/payload/work/id").asString())
                    .doesNotHaveDuplicates();
            refreshViews("torn");
            Databases.assertEqual("torn", "torn");
            assertThat(TestPostgres.target().value("torn", BROKEN_BOOKS)).isEqualTo("0");
            Databases.awaitClean(source, "torn");
            assertThat(Databases.remnants()).isEmpty();
        }
    }

    private static final String BROKEN_BOOKS =
            """
            SELECT count(*) FROM book WHERE NOT EXISTS (
                SELECT FROM author WHERE author.id = book.author)
                OR NOT EXISTS (
                    SELECT FROM pg_constraint
                    WHERE contype = 'f' AND convalidated AND conrelid = 'book'::regclass)
            """;

    private static List<JsonNode> facts(String migration, String type) {
        return godwit.api().facts(migration, type);
    }

    private static void awaitFact(String migration, String type) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (facts(migration, type).isEmpty()) {
            assertThat(Instant.now()).as("%s of %s", type, migration).isBefore(deadline);
            Api.pause(10);
        }
    }

    @Test
    void anOfflineMigrationIsNotCutOver() {
        Databases.toMigrate("still", 20_000);
        post("/migrations", new Body("still", "still").json());

        assertThat(post("/migrations/still/cutover", "{}").path("code").asString())
                .isEqualTo("MODE_NOT_SUPPORTED");
        godwit.api().awaitEnd("still", PATIENCE);
    }

    private static Body online(String name, String database) {
        return new Body(name, database).with("migrationMode", "Online");
    }

    private static JsonNode post(String path, String body) {
        return godwit.api().post(path, body).body();
    }

    private static boolean waits(JsonNode migration) {
        assertThat(migration.path("state").asString())
                .as("%s", migration)
                .isIn("InProgress", "WaitingForUserAction");
        return migration.path("state").asString().equals("WaitingForUserAction");
    }

    private static boolean endedOrWaits(JsonNode migration) {
        return Api.ended(migration)
                || migration.path("substate").asString().equals("WaitingForCutoverTrigger")
                        && !migration.at("/lastError").isMissingNode();
    }

    /// The target's were filled at the cutover, the source's long before.
    private static void refreshViews(String database) {
        TestPostgres.source()
                .execute(
                        database,
                        "SET transaction_read_only = off; REFRESH MATERIALIZED VIEW titles");
    }
}
