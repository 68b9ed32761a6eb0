package io.godwit.cdc.snapshots;

import io.godwit.cdc.snapshots.SnapshotKeeper.Duty;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.SnapshotLost;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots that this process holds. Opening and looking after each happens on threads of its
/// own, so that a source that hangs holds up nobody else's. Thread-safe.
final class SnapshotHolders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotHolders.class);

    /// @param snapshot null while it is being opened
    private record Held(int partition, int generation, @Nullable Snapshot snapshot) {}

    private final PostgresConnections connections;
    private final EventPublisher events;
    private final Map<Duty, Held> held = new ConcurrentHashMap<>();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("godwit-snapshot-", 0).factory());
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("godwit-snapshot-checks").daemon().factory());

    SnapshotHolders(PostgresConnections connections, EventPublisher events, Duration check) {
        this.connections = connections;
        this.events = events;
        timer.scheduleWithFixedDelay(
                this::checkAll, check.toMillis(), check.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Returns at once; the log hears how it went.
    void hold(int partition, Duty duty, HoldSnapshot hold) {
        Held before = held.put(duty, new Held(partition, hold.generation(), null));
        close(before);
        workers.execute(() -> open(duty, hold));
    }

    private void open(Duty duty, HoldSnapshot hold) {
        Snapshot snapshot;
        try {
            snapshot = Snapshot.open(connections, hold);
        } catch (MigrationException e) {
            lose(duty, hold.generation(), e.failure());
            return;
        } catch (RuntimeException e) {
            LOG.error("cannot open a snapshot of {}", duty, e);
            lose(duty, hold.generation(), Failure.of(FailureCode.INTERNAL_ERROR, e.toString()));
            return;
        }
        Held now =
                held.computeIfPresent(
                        duty,
                        (_, known) ->
                                known.generation() == hold.generation()
                                        ? new Held(known.partition(), hold.generation(), snapshot)
                                        : known);
        if (now == null || now.snapshot() != snapshot) {
            snapshot.close();
            return;
        }
        LOG.info("holds snapshot {} of {}", snapshot.name(), duty);
        events.publish(
                duty.migration(),
                null,
                new SnapshotOpened(duty.database(), hold.generation(), snapshot.name(), null));
    }

    void release(Duty duty, int generation) {
        held.computeIfPresent(
                duty,
                (_, known) -> {
                    if (known.generation() > generation) {
                        return known;
                    }
                    close(known);
                    return null;
                });
    }

    void reportLost(Duty duty, int generation) {
        Failure failure =
                Failure.of(FailureCode.SNAPSHOT_LOST, "the process that held the snapshot is gone");
        events.publish(
                duty.migration(), null, new SnapshotLost(duty.database(), generation, failure));
    }

    private void checkAll() {
        held.forEach((duty, known) -> {
            Snapshot snapshot = known.snapshot();
            if (snapshot != null) {
                workers.execute(() -> check(duty, known.generation(), snapshot));
            }
        });
    }

    private void check(Duty duty, int generation, Snapshot snapshot) {
        try {
            snapshot.check();
        } catch (MigrationException e) {
            snapshot.close();
            lose(
                    duty,
                    generation,
                    new Failure(
                            FailureCode.SNAPSHOT_LOST,
                            e.failure().message(),
                            e.failure().sqlState(),
                            e.failure().serverText()));
        }
    }

    /// Reported once, and only if it is still wanted.
    private void lose(Duty duty, int generation, Failure failure) {
        Held known = held.get(duty);
        if (known != null && known.generation() == generation && held.remove(duty, known)) {
            LOG.warn("lost the snapshot of {}: {}", duty, failure);
            events.publish(
                    duty.migration(), null, new SnapshotLost(duty.database(), generation, failure));
        }
    }

    void closePartition(int partition) {
        held.values()
                .removeIf(known -> {
                    if (known.partition() != partition) {
                        return false;
                    }
                    close(known);
                    return true;
                });
    }

    void closeAll() {
        held.values().forEach(SnapshotHolders::close);
        held.clear();
    }

    private static void close(@Nullable Held known) {
        if (known != null && known.snapshot() != null) {
            known.snapshot().close();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        closeAll();
        workers.shutdown();
    }
}
