package io.godwit.cdc.snapshots;

import io.godwit.cdc.duties.Duty;
import io.godwit.cdc.duties.PatientPublisher;
import io.godwit.cdc.following.FollowingStart;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FollowedSource;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.SnapshotLost;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a snapshot, tells the log, and looks after it on a thread of its own until it is closed or
/// the snapshot is gone; then it tells the log that too.
public final class SnapshotDuty implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDuty.class);

    private final HoldSnapshot command;
    private final PostgresConnections connections;
    private final PatientPublisher events;
    private final Duration check;
    private final @Nullable FollowingStart following;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /// @param check how often the snapshot is looked after
    /// @param forget deletes a change topic, if it is there
    public SnapshotDuty(
            HoldSnapshot command,
            PostgresConnections connections,
            EventPublisher events,
            Duration check,
            Consumer<String> forget) {
        this.command = command;
        this.connections = connections;
        this.events =
                new PatientPublisher(events, command.migration(), () -> closed.getCount() > 0);
        this.check = check;
        FollowedSource follow = command.follow();
        this.following =
                follow == null
                        ? null
                        : new FollowingStart(
                                connections, command.endpoints(), follow, this::publish, forget);
        this.thread =
                Thread.ofVirtual()
                        .name("godwit-snapshot-" + command.database())
                        .unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        try (Snapshot snapshot = open()) {
            LOG.info("holds snapshot {} of {}", snapshot.name(), command.database());
            publish(
                    new SnapshotOpened(
                            command.database(),
                            command.generation(),
                            snapshot.name(),
                            snapshot.visible()));
            hold(snapshot);
        } catch (MigrationException e) {
            lose(e.failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("cannot hold a snapshot of {}", command.database(), e);
            lose(Failure.of(FailureCode.INTERNAL_ERROR, e.toString()));
        }
    }

    private Snapshot open() {
        return following == null
                ? Snapshot.open(connections, command)
                : Snapshot.of(following.open());
    }

    private void hold(Snapshot snapshot) throws InterruptedException {
        while (!closed.await(check.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                snapshot.check();
            } catch (MigrationException e) {
                Failure why = e.failure();
                throw new MigrationException(
                        new Failure(
                                FailureCode.SNAPSHOT_LOST,
                                why.message(),
                                why.sqlState(),
                                why.serverText()),
                        e);
            }
        }
    }

    /// Only while it is still wanted.
    private void lose(Failure failure) {
        if (closed.getCount() > 0) {
            LOG.warn("lost the snapshot of {}: {}", command.database(), failure);
            publish(new SnapshotLost(command.database(), command.generation(), failure));
        }
    }

    private void publish(MigrationEvent event) {
        events.publish(event);
    }

    @Override
    public void close() {
        closed.countDown();
        if (following != null) {
            following.cancel();
        }
        try {
            while (thread.isAlive()) {
                thread.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
