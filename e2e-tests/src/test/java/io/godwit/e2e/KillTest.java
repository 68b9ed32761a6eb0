package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.broker.LoopbackPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The power is pulled at random moments; the migration must complete all the same, and be equal.
/// `godwit.kills` makes it a long one.
class KillTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int KILLS = Integer.getInteger("godwit.kills", 3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void killingTheEmbeddedDefaultAgainAndAgainLosesNothing() {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Databases.toMigrate("killed", 150_000);

        try (Standalone godwit = new Standalone(folder, Haste.SETTINGS).start()) {
            godwit.api().post("/migrations", new Body("killed", "killed").json());
            for (int kill = 0; kill < KILLS; kill++) {
                Api.pause(random.nextInt(2_500));
                godwit.jvm().kill();
                godwit.start();
            }
            JsonNode ended = godwit.api().awaitEnd("killed", PATIENCE);

            assertThat(ended.path("state").asString())
                    .as("seed %s: %s", seed, ended)
                    .isEqualTo("Succeeded");
            Databases.assertEqual("killed", "killed");
            assertThat(Databases.remnants()).as("seed %s", seed).isEmpty();
        }
    }

    @Test
    void servicesInJvmsOfTheirOwnDoTheSameThoughAnyOfThemIsKilled() {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Databases.toMigrate("apart", 250_000);
        List<Jvm> services = new ArrayList<>();
        int brokerPort = LoopbackPort.find();
        int apiPort = LoopbackPort.find();
        Api api = new Api(apiPort);
        try {
            Path kafka = folder.resolve("kafka");
            services.add(
                    Jvm.ofClass(BrokerProcess.class, folder, kafka.toString(), "" + brokerPort));
            services.getFirst().start();
            Api.pause(3_000);
            for (String module : MODULES) {
                services.add(Jvm.ofModule(module, folder, settings(brokerPort, apiPort)).start());
            }
            api.awaitReady(services.getLast());
            api.post("/migrations", new Body("apart", "apart").json());
            for (int kill = 0; kill < KILLS; kill++) {
                Api.pause(500 + random.nextInt(2_500));
                Jvm victim = services.get(random.nextInt(services.size() - 1));
                victim.kill();
                Api.pause(random.nextInt(500));
                victim.start();
            }
            JsonNode ended =
                    api.await(
                            "apart",
                            PATIENCE,
                            shown -> {
                                services.forEach(Jvm::assertAlive);
                                return Api.ended(shown);
                            });

            assertThat(ended.path("state").asString())
                    .as("seed %s: %s", seed, ended)
                    .isEqualTo("Succeeded");
            Databases.assertEqual("apart", "apart");
            assertThat(Databases.remnants()).as("seed %s", seed).isEmpty();
        } finally {
            services.reversed().forEach(Jvm::close);
        }
    }

    private static final List<String> MODULES =
            List.of(
                    "orchestrator",
                    "validator-service",
                    "copy-worker",
                    "copy-worker",
                    "cdc-worker",
                    "api-gateway");

    private Map<String, String> settings(int brokerPort, int apiPort) {
        Map<String, String> settings = new LinkedHashMap<>(Haste.SETTINGS);
        settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + brokerPort);
        settings.put("godwit.gateway.port", "" + apiPort);
        settings.put("godwit.copy.work-folder", folder.resolve("work").toString());
        settings.put("godwit.messaging.secret-key-file", folder.resolve("secret.key").toString());
        return settings;
    }
}
