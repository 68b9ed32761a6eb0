package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The target cannot be reached any more: tried again for a while, then `Failed` with the cause; a
/// retry goes on from there.
class ConnectionLossTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /// So that a run gives up within a test's time.
    private static final Map<String, String> HASTE =
            Map.of(
                    "godwit.orchestrator.attempts", "3",
                    "godwit.orchestrator.first-delay", "200ms",
                    "godwit.orchestrator.max-delay", "500ms");

    @TempDir private Path folder;

    @Test
    void aMigrationWhoseTargetIsCutOffFailsWithTheCauseAndGoesOnWhenRetried() {
        Databases.toMigrate("cut", 300_000);
        try (Cable cable = new Cable(TestPostgres.target().server().port());
                Standalone godwit = new Standalone(folder, HASTE).start()) {
            Api api = godwit.api();
            String target = "127.0.0.1:" + cable.port() + "@postgres";
            api.post(
                    "/migrations",
                    new Body("cut", "cut").with("TargetDBServerResourceId", target).json());
            api.await("cut", PATIENCE, shown -> !api.facts("cut", "tables-copied").isEmpty());

            cable.pullOut();
            JsonNode failed = api.awaitEnd("cut", PATIENCE);
            assertThat(failed.path("state").asString()).as("%s", failed).isEqualTo("Failed");
            assertThat(failed.path("lastError").path("code").asString()).startsWith("CONNECTION_");

            cable.plugIn();
            assertThat(api.post("/migrations/cut/retry", "").status()).isEqualTo(202);
            JsonNode ended = api.awaitEnd("cut", PATIENCE);

            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
            assertThat(api.facts("cut", "database-prepared")).as("the copy went on").hasSize(1);
            Databases.assertEqual("cut", "cut");
            assertThat(Databases.remnants()).isEmpty();
        }
    }
}
