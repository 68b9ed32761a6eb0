package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.broker.EmbeddedBroker;
import io.godwit.broker.LoopbackPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever starts a cluster and its services at once does not care which of them is up first.
class EarlyStartTest {
    @TempDir private Path folder;

    @Test
    void aServiceThatStartsBeforeItsBrokerMakesItsTopicsOnceTheBrokerIsThere() throws Exception {
        int port = LoopbackPort.find();
        KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:" + port));
        MessagingProperties properties =
                new MessagingProperties(
                        3,
                        (short) 1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        null,
                        folder.resolve("secret.key"));

        CompletableFuture<Void> topics =
                CompletableFuture.runAsync(() -> new TopicSettings(kafka, properties).ensure());
        TimeUnit.SECONDS.sleep(1);
        assertThat(topics).isNotDone();
        try (EmbeddedBroker _ = EmbeddedBroker.start(folder.resolve("kafka"), port);
                LogFollower events = follower(kafka, Topics.EVENTS, Topics.SECRETS)) {
            topics.get(1, TimeUnit.MINUTES);

            events.start().awaitCaughtUp(Duration.ofMinutes(1));
            assertThat(events.isCaughtUp()).isTrue();
        }
    }

    @Test
    void aFollowerWaitsForTopicsThatAreNotThereYetInsteadOfMissingThem() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            KafkaClients kafka =
                    new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
            try (var admin = kafka.admin();
                    LogFollower both = follower(kafka, "early", "late")) {
                admin.createTopics(List.of(new NewTopic("early", 1, (short) 1))).all().get();
                both.start();
                TimeUnit.SECONDS.sleep(1);
                assertThat(both.isCaughtUp()).isFalse();

                admin.createTopics(List.of(new NewTopic("late", 1, (short) 1))).all().get();

                both.awaitCaughtUp(Duration.ofMinutes(1));
                assertThat(both.isAlive()).isTrue();
            }
        }
    }

    private static LogFollower follower(KafkaClients kafka, String... topics) {
        return new LogFollower("early", kafka, List.of(topics), _ -> {});
    }
}
