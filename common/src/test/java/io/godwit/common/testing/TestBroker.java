package io.godwit.common.testing;

import io.godwit.broker.EmbeddedBroker;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.MessagingProperties;
import io.godwit.common.messaging.TopicSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A real broker with Godwit's topics, of one test class's own.
public final class TestBroker implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final MessagingProperties properties;

    private TestBroker(EmbeddedBroker broker, MessagingProperties properties) {
        this.broker = broker;
        this.properties = properties;
    }

    public static TestBroker start() {
        try {
            Path folder = Files.createTempDirectory("godwit-test-broker");
            MessagingProperties properties =
                    new MessagingProperties(
                            2,
                            (short) 1,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(15),
                            null,
                            folder.resolve("secret.key"));
            TestBroker started =
                    new TestBroker(EmbeddedBroker.start(folder.resolve("kafka")), properties);
            new TopicSettings(started.clients(), properties).ensure();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    public MessagingProperties properties() {
        return properties;
    }

    @Override
    public void close() {
        broker.close();
    }
}
