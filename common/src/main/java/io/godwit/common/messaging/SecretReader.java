package io.godwit.common.messaging;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Finds the password of a server: by reference in this process's surroundings, else on the secrets
/// topic, where only sealed forms are kept in memory. Thread-safe.
public final class SecretReader implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SecretCipher cipher;
    private final Map<String, byte[]> sealed = new ConcurrentHashMap<>();
    private final LogFollower follower;

    public SecretReader(KafkaClients kafka, SecretCipher cipher) {
        this.cipher = cipher;
        this.follower = new LogFollower("godwit-secrets", kafka, List.of(Topics.SECRETS), this::on);
    }

    public void start() {
        follower.start().awaitCaughtUp(Duration.ofMinutes(1));
    }

    /// @return null if the server was given without a password (peer, trust, certificate)
    /// @throws MigrationException `SECRET_MISSING` if a reference leads nowhere, or no secret of
    ///   that id is on the topic
    public @Nullable String password(Endpoints endpoints, Side side) {
        Server server = endpoints.server(side);
        String reference = server.passwordReference();
        if (reference != null) {
            return resolve(reference);
        }
        Passwords passwords = passwords(endpoints.secretId());
        return side == Side.SOURCE ? passwords.source() : passwords.target();
    }

    /// What an `env:NAME` or `file:PATH` reference names.
    ///
    /// @throws MigrationException `SECRET_MISSING`
    public static String resolve(String reference) {
        if (reference.startsWith("env:")) {
            String value = System.getenv(reference.substring("env:".length()));
            if (value != null) {
                return value;
            }
        } else if (reference.startsWith("file:")) {
            try {
                return Files.readString(Path.of(reference.substring("file:".length()))).strip();
            } catch (IOException e) {
                throw new MigrationException(
                        FailureCode.SECRET_MISSING, "cannot read the password's " + reference);
            }
        }
        throw new MigrationException(
                FailureCode.SECRET_MISSING, "nothing is there for the password's " + reference);
    }

    private Passwords passwords(String secretId) {
        byte[] found = await(secretId);
        if (found == null) {
            throw new MigrationException(
                    FailureCode.SECRET_MISSING, "the migration's passwords are not on the log");
        }
        String json = new String(cipher.open(secretId, found), StandardCharsets.UTF_8);
        return JSON.readValue(json, Passwords.class);
    }

    /// A command may overtake its secret: they are on different topics.
    private byte @Nullable [] await(String secretId) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        byte[] found = sealed.get(secretId);
        while (found == null && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            found = sealed.get(secretId);
        }
        return found;
    }

    @SuppressWarnings("NullAway") // a null value is Kafka's tombstone
    private void on(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            sealed.remove(entry.key());
        } else {
            sealed.put(entry.key(), entry.value());
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
