package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Source and target are compared on request, and a report tells it all.
class ComparisonReportTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORDS =
            ", \"sourceServerPassword\": \"%s\", \"targetServerPassword\": \"%s\"}"
                    .formatted(Body.SOURCE_PASSWORD, Body.TARGET_PASSWORD);

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
    void aPlantedDifferenceIsNamedAndItsRepairMakesBothSidesEqualAgain() throws Exception {
        Databases.toMigrate("proved", 20_000);
        post("/migrations", new Body("proved", "proved").json());
        JsonNode ended = godwit.api().awaitEnd("proved", PATIENCE);
        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
        assertThat(compared("proved", "schema").path("status").asString()).isEqualTo("Equal");
        assertThat(compared("proved", "full").path("status").asString()).isEqualTo("Equal");

        TestPostgres.target().execute("proved", "UPDATE customer SET name = 'other' WHERE id = 17");
        JsonNode different = compared("proved", "full");

        assertThat(different.path("status").asString()).isEqualTo("Different");
        assertThat(different.path("differing").asLong()).isEqualTo(1);
        JsonNode found = different.at("/differences/0");
        assertThat(found.path("object").asString()).isEqualTo("public.customer");
        assertThat(found.path("key").asString()).isEqualTo("id = (17)");
        TestPostgres.target().execute("proved", found.path("repair").asString());
        assertThat(compared("proved", "full").path("status").asString()).isEqualTo("Equal");
        report("proved", false);
    }

    @Test
    void rowsAreComparedWhileTheyAreOnTheirWayAndTheReportKnowsThePause() throws Exception {
        Databases.toMigrate("moving", 20_000);
        try (Workload applications = new Workload(TestPostgres.source(), "moving").start(3, 7)) {
            post(
                    "/migrations",
                    new Body("moving", "moving").with("migrationMode", "Online").json());
            godwit.api()
                    .await(
                            "moving",
                            PATIENCE,
                            shown -> shown.path("state").asString().equals("WaitingForUserAction"));
            JsonNode following = compared("moving", "counts");
            assertThat(following.path("differing").asLong()).as("%s", following).isZero();
            assertThat(following.path("status").asString()).isIn("Equal", "Unsettled");

            post("/migrations/moving/cutover", "{\"fence\": true}");
            JsonNode ended = godwit.api().awaitEnd("moving", PATIENCE);
            applications.stop();
            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
        }
        assertThat(compared("moving", "counts").at("/databases/0/sourceVersion").asString())
                .startsWith("15");
        report("moving", true);
    }

    /// With the passwords, as those of a migration that has ended are destroyed.
    private static JsonNode compared(String migration, String level) {
        String path = "/migrations/" + migration + "/comparisons";
        JsonNode asked = post(path, "{\"level\": \"" + level + "\"" + PASSWORDS);
        assertThat(asked.path("number").asInt()).as("%s", asked).isPositive();
        String run = path + "/" + asked.path("number").asInt();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            JsonNode shown = godwit.api().get(run).body();
            if (!shown.path("ended").isMissingNode() && !shown.path("ended").isNull()) {
                return shown;
            }
            assertThat(Instant.now()).as("%s", shown).isBefore(deadline);
            Api.pause(100);
        }
    }

    private static void report(String migration, boolean online) throws Exception {
        Api.pause(1_500);
        String path = "/migrations/" + migration + "/report";
        byte[] body = godwit.api().bytes(path, "application/json");
        JsonNode report = JsonMapper.shared().readTree(body);
        JsonNode content = report.path("content");
        assertThat(report.path("digest").asString()).isEqualTo(digest(body));
        assertThat(content.at("/comparisons/0/databases/0/sourceVersion").asString())
                .startsWith("15");
        assertThat(content.at("/databases/0/tables").size()).isGreaterThan(3);
        assertThat(content.path("pauses").size()).isEqualTo(online ? 1 : 0);
        assertThat(content.path("migration").toString()).contains("\"notices\"");
        assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("Secret-");

        String page = new String(godwit.api().bytes(path, "text/html"), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("Comparisons", "customer", report.path("digest").asString())
                .doesNotContain("Secret-", "<script", "http://", "https://");
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve(migration + ".html"), page);
        assertThat(digest(godwit.api().bytes(path, "application/json")))
                .as("it has ended, so nothing changes any more")
                .isEqualTo(report.path("digest").asString());
    }

    /// As anyone could: over what stands between `"content":` and the last brace.
    private static String digest(byte[] body) throws Exception {
        String mark = "\"content\":";
        int begin = new String(body, StandardCharsets.ISO_8859_1).indexOf(mark) + mark.length();
        byte[] content = Arrays.copyOfRange(body, begin, body.length - 1);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static JsonNode post(String path, String body) {
        return godwit.api().post(path, body).body();
    }
}
