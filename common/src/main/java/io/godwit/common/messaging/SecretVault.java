package io.godwit.common.messaging;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

/// Puts sealed passwords on the secrets topic, and destroys them. Thread-safe.
public final class SecretVault implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Producer<String, byte[]> producer;
    private final SecretCipher cipher;

    public SecretVault(KafkaClients kafka, SecretCipher cipher) {
        this.producer = kafka.producer();
        this.cipher = cipher;
    }

    /// Returns once the topic has them.
    public void put(String secretId, Passwords passwords) {
        String json = JSON.writeValueAsString(passwords);
        byte[] sealed = cipher.seal(secretId, json.getBytes(StandardCharsets.UTF_8));
        send(new ProducerRecord<>(Topics.SECRETS, secretId, sealed));
    }

    /// Leaves a tombstone; compaction removes what was sealed.
    @SuppressWarnings("NullAway") // a null value is Kafka's tombstone
    public void destroy(String secretId) {
        send(new ProducerRecord<>(Topics.SECRETS, secretId, null));
    }

    private void send(ProducerRecord<String, byte[]> entry) {
        try {
            producer.send(entry).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the secrets topic did not take a secret", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while storing a secret", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
