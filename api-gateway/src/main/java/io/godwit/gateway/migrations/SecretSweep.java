package io.godwit.gateway.migrations;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.SecretVault;
import io.godwit.common.messaging.Topics;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ComparisonEnded;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.TargetTidied;
import io.godwit.common.migration.Mode;
import io.godwit.gateway.views.Views;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Destroys the secrets of migrations that succeeded, were canceled or are deleted: at once, and
/// after a restart those that a crash left behind. Failed migrations keep theirs for a retry, and
/// those that only validate theirs for validating again, until they are deleted. A secret that no
/// migration has is an attempt's that was never answered; it goes after a while.
public final class SecretSweep implements Views.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretSweep.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration UNCLAIMED_FOR = Duration.ofDays(8);

    private final SecretVault vault;
    private final Clock clock;
    private final LogFollower secrets;
    private final Map<String, Instant> stored = new ConcurrentHashMap<>();
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Set<String> validatedOnly = ConcurrentHashMap.newKeySet();
    private final Set<String> cleansUp = ConcurrentHashMap.newKeySet();
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final Set<String> released = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("godwit-secret-sweep").daemon().factory());

    public SecretSweep(KafkaClients kafka, SecretVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
        this.secrets =
                new LogFollower("godwit-stored-secrets", kafka, List.of(Topics.SECRETS), this::on);
    }

    /// @param views must be complete before anything counts as unclaimed
    public void start(Views views) {
        secrets.start();
        sweeper.scheduleWithFixedDelay(
                () -> sweep(views), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void on(Envelope<MigrationEvent> fact, ConsumerRecord<String, byte[]> entry) {
        String migration = fact.correlation();
        switch (fact.payload()) {
            case MigrationCreated created -> {
                claimed.add(created.spec().secretId());
                holders.put(migration, created.spec().secretId());
                cleansUp.remove(migration);
                validatedOnly.remove(migration);
                if (!created.spec().option().migrates()) {
                    validatedOnly.add(migration);
                } else if (created.spec().mode() == Mode.ONLINE) {
                    cleansUp.add(migration);
                }
            }
            case MigrationCanceled _, MigrationDeleted _ -> {
                release(migration);
                release(ofComparison(migration));
            }
            case ComparisonRequested asked -> {
                String secret = asked.secretId();
                if (secret != null) {
                    claimed.add(secret);
                    holders.put(ofComparison(migration), secret);
                }
            }
            case ComparisonEnded _ -> release(ofComparison(migration));
            case MigrationSucceeded _ -> {
                if (!cleansUp.contains(migration) && !validatedOnly.contains(migration)) {
                    release(migration);
                }
            }
            // Online, the source is cleaned after the success; this is the last that is done.
            case TargetTidied _ -> {
                if (cleansUp.remove(migration)) {
                    release(migration);
                }
            }
            default -> {
                // The secret is still needed, or may be.
            }
        }
    }

    /// A migration has one comparison at a time. No migration has a name like this.
    private static String ofComparison(String migration) {
        return migration + "/comparison";
    }

    private void release(String holder) {
        String secret = holders.remove(holder);
        validatedOnly.remove(holder);
        if (secret != null) {
            released.add(secret);
        }
    }

    @SuppressWarnings("NullAway") // a null value is Kafka's tombstone
    private void on(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            stored.remove(entry.key());
        } else {
            stored.put(entry.key(), Instant.ofEpochMilli(entry.timestamp()));
        }
    }

    private void sweep(Views views) {
        try {
            if (views.ready() && secrets.isCaughtUp()) {
                Instant unclaimedSince = clock.instant().minus(UNCLAIMED_FOR);
                stored.forEach((secret, at) -> sweep(secret, at.isBefore(unclaimedSince)));
            }
        } catch (RuntimeException e) {
            LOG.warn("secrets that are not needed any more stay for now", e);
        }
    }

    private void sweep(String secret, boolean old) {
        if (released.contains(secret) || (old && !claimed.contains(secret))) {
            vault.destroy(secret);
            stored.remove(secret);
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        secrets.close();
    }
}
