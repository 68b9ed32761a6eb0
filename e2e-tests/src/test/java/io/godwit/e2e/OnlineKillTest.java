package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The power is pulled, again and again, while a database is followed under load. `godwit.kills`
/// makes it a long one.
class OnlineKillTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void everyPromiseIsKeptThoughEverythingIsKilledAgainAndAgain() {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        int kills = Integer.getInteger("godwit.kills", 3);
        SplittableRandom random = new SplittableRandom(seed);
        TestPostgres source = TestPostgres.source();
        Databases.toMigrate("shaken", 20_000);

        try (Standalone godwit = new Standalone(folder, Haste.SETTINGS).start();
                Workload applications = new Workload(source, "shaken").start(3, seed)) {
            godwit.api()
                    .post(
                            "/migrations",
                            new Body("shaken", "shaken").with("migrationMode", "Online").json());
            for (int kill = 0; kill < kills; kill++) {
                Api.pause(random.nextInt(6_000));
                if (random.nextInt(4) == 0) {
                    cutConnections(random.nextBoolean() ? source : TestPostgres.target());
                } else {
                    godwit.jvm().kill();
                    godwit.start();
                }
            }
            godwit.api()
                    .await(
                            "shaken",
                            PATIENCE,
                            shown -> shown.path("state").asString().equals("WaitingForUserAction"));
            JsonNode ended = cutOver(godwit, random.nextBoolean());
            applications.stop();

            assertThat(ended.path("state").asString())
                    .as("seed %s: %s", seed, ended)
                    .isEqualTo("Succeeded");
            Set<Long> kept = Workload.kept(TestPostgres.target(), "shaken");
            assertThat(kept).as("seed %s", seed).containsAll(applications.promised());
            source.execute(
                    "shaken",
                    "SET default_transaction_read_only = off",
                    "REFRESH MATERIALIZED VIEW titles");
            Databases.assertEqual("shaken", "shaken");
        }
    }

    /// Perhaps with the power pulled in the middle; then it goes on, or is given up and asked for
    /// again.
    private static JsonNode cutOver(Standalone godwit, boolean kill) {
        Instant deadline = Instant.now().plus(PATIENCE);
        for (int attempt = 0; ; attempt++) {
            godwit.api().post("/migrations/shaken/cutover", "{\"fence\": true}");
            if (kill && attempt == 0) {
                Api.pause(300);
                godwit.jvm().kill();
                godwit.start();
            }
            JsonNode shown =
                    godwit.api()
                            .await(
                                    "shaken",
                                    PATIENCE,
                                    now ->
                                            Api.ended(now)
                                                    || now.path("substate")
                                                            .asString()
                                                            .equals("WaitingForCutoverTrigger"));
            if (Api.ended(shown) || Instant.now().isAfter(deadline)) {
                return shown;
            }
            Api.pause(500);
        }
    }

    /// Somebody else's administrator, or the network.
    private static void cutConnections(TestPostgres server) {
        server.column(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'godwit%' AND pid <> pg_backend_pid()");
    }
}
