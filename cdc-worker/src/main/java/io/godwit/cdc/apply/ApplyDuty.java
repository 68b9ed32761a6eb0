package io.godwit.cdc.apply;

import io.godwit.cdc.duties.Duty;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FailureKind;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.PostgresConnections;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies a change topic to its staging database, from the bookmark there, until closed. What
/// passes by itself is tried again without end; anything else ends it with `StreamStopped`, after
/// everything that came before is applied. Thread-safe.
public final class ApplyDuty implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyDuty.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final ApplyChanges command;
    private final PostgresConnections connections;
    private final KafkaClients kafka;
    private final EventPublisher events;
    private final ApplySettings settings;
    private final Clock clock;
    private final ApplyStatus status = new ApplyStatus();
    private final ApplySession.CaughtUp caughtUp = new ApplySession.CaughtUp();
    private final TopicTrimming trimming;
    private final ApplyTelemetry telemetry;
    private final Thread thread;
    private final Object lock = new Object();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable ApplySession session;
    private @Nullable Connection target;
    private Duration nextPause = FIRST_PAUSE;
    private StopPoint stop = StopPoint.NONE;

    public ApplyDuty(
            ApplyChanges command,
            PostgresConnections connections,
            KafkaClients kafka,
            EventPublisher events,
            TelemetryPublisher telemetry,
            Clock clock,
            ApplySettings settings) {
        this.command = command;
        this.connections = connections;
        this.kafka = kafka;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        this.telemetry =
                new ApplyTelemetry(
                        command.work(),
                        status,
                        new LockWatch(connections, command, status, clock),
                        telemetry,
                        clock);
        this.trimming =
                new TopicTrimming(
                        kafka,
                        new TopicPartition(command.following().topic(), 0),
                        settings.keepApplied(),
                        clock);
        this.thread =
                Thread.ofPlatform()
                        .name("godwit-apply-" + command.database())
                        .daemon()
                        .unstarted(this::run);
    }

    @Override
    public void start() {
        synchronized (lock) {
            if (!isClosed()) {
                telemetry.start();
                thread.start();
            }
        }
    }

    private void run() {
        while (!isClosed() && runOnce()) {
            pause();
        }
    }

    /// @return whether to try again
    private boolean runOnce() {
        long before = applied();
        try {
            runSession();
            return true;
        } catch (RefusedException e) {
            LOG.warn("{} stops before {}: {}", command.work(), e.at(), e.failure());
            stop = new StopPoint(e.at().lsn(), e.failure());
            nextPause = FIRST_PAUSE;
            return true;
        } catch (SupersededException e) {
            LOG.info("{}: {}", command.work(), e.getMessage());
            nextPause = settings.backOff();
            return !e.forGood();
        } catch (MigrationException e) {
            return e.failure().code().kind() == FailureKind.TRANSIENT
                    ? again(e.failure(), before, e)
                    : isClosed() || stopped(e.failure(), e);
        } catch (KafkaException | IllegalStateException e) {
            return again(
                    Failure.of(FailureCode.CONNECTION_LOST, "the change topic: " + e.getMessage()),
                    before,
                    e);
        } catch (RuntimeException e) {
            return isClosed() || stopped(Failure.of(FailureCode.INTERNAL_ERROR, e.toString()), e);
        }
    }

    private void runSession() {
        Connection opened = TargetSession.open(connections, command);
        Connection catalog = null;
        try (Consumer<String, byte[]> topic = kafka.follower()) {
            catalog = TargetSession.open(connections, command);
            ApplySession next =
                    new ApplySession(command, settings, events, status, caughtUp, trimming, clock);
            if (begin(next, opened)) {
                next.run(opened, catalog, topic, stop);
            }
        } finally {
            TargetSession.close(opened);
            if (catalog != null) {
                TargetSession.close(catalog);
            }
        }
    }

    private boolean begin(ApplySession next, Connection opened) {
        synchronized (lock) {
            session = next;
            target = opened;
            return !isClosed();
        }
    }

    private long applied() {
        Bookmark bookmark = status.snapshot().bookmark();
        return bookmark == null ? -1 : bookmark.lsn();
    }

    private boolean again(Failure failure, long before, Exception cause) {
        if (isClosed()) {
            return false;
        }
        LOG.warn("{} goes on from its bookmark: {}", command.work(), failure, cause);
        status.retrying(failure);
        if (applied() != before) {
            nextPause = FIRST_PAUSE;
        }
        return true;
    }

    /// Until the log has it.
    private boolean stopped(Failure failure, Exception cause) {
        LOG.error("{} stops: {}", command.work(), failure, cause);
        status.retrying(failure);
        while (!isClosed()) {
            try {
                events.publish(
                        command.migration(), null, new StreamStopped(command.work(), failure));
                return false;
            } catch (IllegalStateException e) {
                LOG.warn("the log does not take that {} has stopped", command.work(), e);
                pause();
            }
        }
        return false;
    }

    private void pause() {
        try {
            closed.await(nextPause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
            Thread.currentThread().interrupt();
        }
        Duration doubled = nextPause.multipliedBy(2);
        nextPause = doubled.compareTo(settings.backOff()) < 0 ? doubled : settings.backOff();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed.countDown();
            if (session != null) {
                session.end();
            }
            if (target != null) {
                TargetSession.close(target);
            }
        }
        join();
        telemetry.close();
    }

    private void join() {
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
