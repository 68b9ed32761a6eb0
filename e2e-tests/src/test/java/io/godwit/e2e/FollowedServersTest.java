package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Older sources are followed as well, and a server may be started again on the way: the source,
/// and the target, under load.
class FollowedServersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DATABASE = "older";

    @TempDir private Path folder;

    /// Before 14 a marker is a row, because the stream has no messages.
    @Test
    void anOlderSourceIsFollowedAndCutOverThoughBothServersAreStartedAgain() throws Exception {
        try (OwnPostgres from = OwnPostgres.ofVersion(System.getProperty("godwit.source", "12"));
                OwnPostgres to = OwnPostgres.ofVersion("15");
                Standalone godwit = new Standalone(folder, Map.of()).start()) {
            TestPostgres source = from.server();
            source.execute("postgres", "CREATE DATABASE " + DATABASE);
            Databases.fill(source, DATABASE, 20_000);
            try (Workload applications = new Workload(source, DATABASE).start(3, 12)) {
                godwit.api()
                        .post(
                                "/migrations",
                                new Body(DATABASE, DATABASE)
                                        .between(source, to.server())
                                        .with("migrationMode", "Online")
                                        .with("verification", "full")
                                        .json());
                godwit.api().await(DATABASE, PATIENCE, FollowedServersTest::waits);

                from.restart();
                Api.pause(1_500);
                to.restart();
                Api.pause(1_500);
                JsonNode ended = cutOver(godwit.api());
                applications.stop();

                assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
                assertThat(Workload.kept(to.server(), DATABASE))
                        .containsAll(applications.promised());
                source.execute(
                        DATABASE,
                        "SET default_transaction_read_only = off",
                        "REFRESH MATERIALIZED VIEW titles");
                Databases.awaitClean(source, DATABASE);
                Databases.assertEqual(source, DATABASE, to.server(), DATABASE);
            }
        }
    }

    /// A cutover that meets a server on its way up is given up, and asked for again.
    private static JsonNode cutOver(Api api) {
        for (int attempt = 0; ; attempt++) {
            api.post("/migrations/" + DATABASE + "/cutover", "{\"fence\": true}");
            JsonNode shown = api.await(DATABASE, PATIENCE, now -> Api.ended(now) || waits(now));
            if (Api.ended(shown) || attempt == 10) {
                return shown;
            }
            Api.pause(500);
        }
    }

    private static boolean waits(JsonNode migration) {
        return migration.path("substate").asString().equals("WaitingForCutoverTrigger");
    }
}
