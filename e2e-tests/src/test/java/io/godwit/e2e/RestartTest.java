package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.broker.LoopbackPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `serve` is stopped as people stop it, and started again.
class RestartTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path folder;

    @Test
    void aMigrationGoesOnAfterTheServiceWasStoppedInItsMidstAndEndedOnesAreShownAsBefore() {
        try (Standalone godwit = new Standalone(folder, Map.of())) {
            migratesThoughStopped(godwit.start(), "stopped");
            assertThat(folder.resolve("data/kafka")).isNotEmptyDirectory();
        }
    }

    @Test
    void theSameWithAKafkaOfOnesOwnInsteadOfTheEmbeddedBroker() {
        int port = LoopbackPort.find();
        Path kafka = folder.resolve("own-kafka");
        try (Jvm broker =
                        Jvm.ofClass(BrokerProcess.class, folder, kafka.toString(), "" + port)
                                .start();
                Standalone godwit =
                        new Standalone(
                                folder, Map.of("godwit.standalone.kafka", "127.0.0.1:" + port))) {
            migratesThoughStopped(godwit.start(), "outside");
            assertThat(broker.isAlive()).isTrue();
            assertThat(Files.exists(folder.resolve("data/kafka"))).isFalse();
        }
    }

    private static void migratesThoughStopped(Standalone godwit, String name) {
        Databases.toMigrate(name, 100_000);
        godwit.api()
                .post("/migrations", new Body(name + "-checked", name).option("Validate").json());
        JsonNode checked = godwit.api().awaitEnd(name + "-checked", PATIENCE);

        godwit.api().post("/migrations", new Body(name, name).json());
        godwit.api()
                .await(
                        name,
                        PATIENCE,
                        shown -> shown.path("substate").asString().equals("MigratingData"));
        godwit.jvm().stop();
        godwit.start();
        JsonNode ended = godwit.api().awaitEnd(name, PATIENCE);

        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("Succeeded");
        assertThat(godwit.api().get("/migrations/" + name + "-checked").body()).isEqualTo(checked);
        Databases.assertEqual(name, name);
        assertThat(Databases.remnants()).isEmpty();
    }
}
