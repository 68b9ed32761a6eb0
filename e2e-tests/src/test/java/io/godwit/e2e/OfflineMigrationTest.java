package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import io.godwit.e2e.Api.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The main job, by the REST API of the embedded default in a JVM of its own.
class OfflineMigrationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir private static Path folder;
    private static Standalone godwit;
    private static Api api;

    @BeforeAll
    static void start() {
        godwit = new Standalone(folder, Map.of()).start();
        api = godwit.api();
    }

    @AfterAll
    static void stop() {
        godwit.jvm().stop();
    }

    @Test
    void aDatabaseArrivesWholeAndIsProvenEqual() {
        Databases.toMigrate("whole", 20_000);

        Answer created = api.post("/migrations", new Body("whole", "whole").json());
        JsonNode ended = api.awaitEnd("whole", PATIENCE);

        assertThat(created.status()).as("%s", created).isEqualTo(201);
        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
        Databases.assertEqual("whole", "whole");
        assertThat(Databases.remnants()).isEmpty();
    }

    @Test
    void aNameThatIsAnAttackIsAnOrdinaryName() {
        String name = "O'Brien \"; drop table x; -- Ünï\\cödé";
        Databases.toMigrate(name, 1_000);

        api.post("/migrations", new Body("hostile", name).json());
        JsonNode ended = api.awaitEnd("hostile", PATIENCE);

        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
        Databases.assertEqual(name, name);
    }

    @Test
    void anExistingDatabaseIsNotTouchedWithoutLeave() {
        Databases.shop(TestPostgres.source(), "occupied", 1_000);
        TestPostgres.target().recreate("occupied");
        TestPostgres.target().execute("occupied", "CREATE TABLE precious AS SELECT 1 AS x");

        api.post("/migrations", new Body("occupied", "occupied").json());
        JsonNode ended = api.awaitEnd("occupied", PATIENCE);

        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("ValidationFailed");
        assertThat(TestPostgres.target().value("occupied", "SELECT x FROM precious"))
                .isEqualTo("1");
        assertThat(Databases.remnants()).isEmpty();
    }

    @Test
    void anOverwrittenDatabaseIsReplacedAtTheEndThoughSomebodyIsConnected() throws Exception {
        Databases.shop(TestPostgres.source(), "replaced", 1_000);
        TestPostgres.target().recreate("replaced");
        TestPostgres.target().execute("replaced", "CREATE TABLE old_one AS SELECT 1 AS x");
        try (var connected = TestPostgres.target().connect("replaced")) {
            assertThat(connected.isValid(1)).isTrue();
            api.post(
                    "/migrations",
                    new Body("replaced", "replaced").with("OverwriteDBsInTarget", true).json());
            JsonNode ended = api.awaitEnd("replaced", PATIENCE);
            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
        }
        Databases.assertEqual("replaced", "replaced");
        assertThat(Databases.remnants()).isEmpty();
    }

    @Test
    void aCancelAtAnyMomentLeavesBothServersAsTheyWere() {
        Databases.shop(TestPostgres.source(), "canceled", 200_000);
        TestPostgres.target().recreate("canceled");
        TestPostgres.target().execute("canceled", "CREATE TABLE precious AS SELECT 1 AS x");
        List<String> before =
                TestPostgres.target()
                        .column("postgres", "SELECT datname FROM pg_database ORDER BY 1");

        for (int round = 0; round < 5; round++) {
            String name = "canceled-" + round;
            api.post(
                    "/migrations",
                    new Body(name, "canceled").with("OverwriteDBsInTarget", true).json());
            Api.pause(300L * round);
            Answer canceled = api.post("/migrations/" + name + "/cancel", "{}");
            JsonNode ended = api.awaitEnd(name, Duration.ofSeconds(20));

            assertThat(canceled.status()).as("%s", canceled).isEqualTo(202);
            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Canceled");
            assertThat(TestPostgres.target().value("canceled", "SELECT x FROM precious"))
                    .isEqualTo("1");
            assertThat(
                            TestPostgres.target()
                                    .column(
                                            "postgres",
                                            "SELECT datname FROM pg_database ORDER BY 1"))
                    .isEqualTo(before);
            assertThat(
                            TestPostgres.source()
                                    .column(
                                            "postgres",
                                            "SELECT application_name FROM pg_stat_activity WHERE application_name"
                                                    + " LIKE 'godwit%' AND datname = 'canceled'"))
                    .isEmpty();
            assertThat(
                            api.post("/migrations/" + name + "/cancel", "{}")
                                    .body()
                                    .path("code")
                                    .asString())
                    .isEqualTo("MIGRATION_ENDED");
        }
    }

    @Test
    void twoMigrationsRunSideBySideAndTwoToTheSameDatabaseDoNot() {
        Databases.toMigrate("left", 100_000);
        Databases.toMigrate("right", 100_000);

        api.post("/migrations", new Body("left", "left").json());
        api.post("/migrations", new Body("right", "right").json());
        Answer refused = api.post("/migrations", new Body("left-again", "left").json());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("code").asString()).isEqualTo("TARGET_BUSY");
        for (String name : List.of("left", "right")) {
            JsonNode ended = api.awaitEnd(name, PATIENCE);
            assertThat(ended.path("state").asString())
                    .as(ended.path("lastError").toString())
                    .isEqualTo("Succeeded");
        }
        Databases.assertEqual("left", "left");
        Databases.assertEqual("right", "right");
    }

    @Test
    void passwordsAreNowhereInTheDataFolderTheLogsOrTheAnswers() throws IOException {
        Databases.toMigrate("secretive", 1_000);
        StringBuilder answers = new StringBuilder();

        answers.append(api.post("/migrations", new Body("secretive", "secretive").json()));
        answers.append(api.awaitEnd("secretive", PATIENCE));
        answers.append(api.get("/migrations/secretive/events"));
        answers.append(api.get("/migrations?filter=all"));

        for (String password : List.of(Body.SOURCE_PASSWORD, Body.TARGET_PASSWORD)) {
            assertThat(answers.toString()).doesNotContain(password);
            assertThat(godwit.jvm().log()).doesNotContain(password);
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile))
                        .noneMatch(file -> holds(file, password));
            }
        }
    }

    @Test
    void whatIsAskedTwiceWithTheSameNameIsRefused() {
        Databases.toMigrate("twice", 1_000);
        api.post("/migrations", new Body("twice", "twice").json());
        Answer again = api.post("/migrations", new Body("twice", "twice").json());
        api.awaitEnd("twice", PATIENCE);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("code").asString()).isEqualTo("MIGRATION_EXISTS");
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
