package io.godwit.cdc.capture;

import io.godwit.cdc.duties.Duty;
import io.godwit.cdc.duties.PatientPublisher;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Lsn;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.Telemetry.CaptureProgress;
import io.godwit.common.postgres.PostgresConnections;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a slot into its change topic, session after session, until it is closed or something
/// happens that does not pass by itself. The slot is only ever told what the topic has; it is never
/// made again here, because a slot that is gone means changes that are gone.
public final class CaptureDuty implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureDuty.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration CHECK = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /// How long a session goes on though the source answers nothing else.
    private static final Duration WATCHLESS = Duration.ofSeconds(60);

    /// A leftover reader that has not ended by itself by then is ended.
    private static final int LEFTOVER_PATIENCE = 5;

    /// What the source refuses this often in a row, it means.
    private static final int REFUSALS = 5;

    private final CaptureChanges command;
    private final PostgresConnections connections;
    private final KafkaClients kafka;
    private final ChangeTopics topics;
    private final PatientPublisher events;
    private final TelemetryPublisher telemetry;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private int failures;
    private int occupied;
    private long changes;
    private long lastEndOfWal;
    private long watchedAt;
    private volatile CaptureProgress latest;
    private volatile @Nullable CaptureSession current;

    public CaptureDuty(
            CaptureChanges command,
            PostgresConnections connections,
            KafkaClients kafka,
            ChangeTopics topics,
            EventPublisher events,
            TelemetryPublisher telemetry,
            Clock clock) {
        this.command = command;
        this.connections = connections;
        this.kafka = kafka;
        this.topics = topics;
        this.events = new PatientPublisher(events, command.migration(), () -> !isClosed());
        this.telemetry = telemetry;
        this.clock = clock;
        this.latest =
                new CaptureProgress(
                        command.work(), clock.instant(), "0/0", "0/0", 0, 0, null, 0, 0, null);
        this.thread =
                Thread.ofPlatform()
                        .name("godwit-capture-duty-" + command.following().slot())
                        .daemon()
                        .unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            boolean goesOn = true;
            while (goesOn && !isClosed()) {
                goesOn = tryOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether to try again
    private boolean tryOnce() throws InterruptedException {
        try {
            topics.create(command.following().topic());
            capture();
            return true;
        } catch (RuntimeException e) {
            if (isClosed()) {
                return false;
            }
            return failed(e);
        }
    }

    private boolean failed(RuntimeException e) throws InterruptedException {
        Failure met = CaptureFailures.of(e);
        failures++;
        report(met);
        if (!passes(met)) {
            LOG.error("capture of {} stops: {}", command.database(), met, e);
            events.publish(new StreamStopped(command.work(), met));
            return false;
        }
        LOG.warn("capture of {} tries again: {}", command.database(), met);
        LOG.debug("capture of {}", command.database(), e);
        closed.await(pause().toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    /// A server that has just started may refuse for other reasons than it will have later.
    private boolean passes(Failure met) {
        return met.code().kind().retried()
                || (met.code() == FailureCode.SOURCE_QUERY_FAILED && failures < REFUSALS);
    }

    private Duration pause() {
        Duration doubled = Duration.ofMillis(250L << Math.min(failures - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /// One session: returns when the duty is closed.
    private void capture() throws InterruptedException {
        try (SourceWatch watch =
                SourceWatch.open(
                        connections,
                        command.endpoints(),
                        command.database(),
                        command.following())) {
            SlotState slot = watch.slot();
            free(watch, slot);
            CaptureSession session =
                    new CaptureSession(
                            command.following(),
                            watch.serverVersion(),
                            slot.confirmed(),
                            () -> replicationConnection(connections, command),
                            ChunkLimits.DEFAULT,
                            clock);
            current = session;
            try (CaptureEngine engine = new CaptureEngine(session, kafka)) {
                engine.start();
                follow(engine, session, watch);
            } finally {
                changes += session.changes();
            }
        }
    }

    /// The reader of a process that was killed, or cut off, holds the slot until the server
    /// notices.
    private void free(SourceWatch watch, SlotState slot) {
        if (slot.reader() == 0) {
            occupied = 0;
            return;
        }
        if (++occupied > LEFTOVER_PATIENCE) {
            watch.endReader(slot.reader());
        }
        throw new MigrationException(
                FailureCode.LOCK_CONFLICT,
                "slot %s is still read by process %d of the source"
                        .formatted(command.following().slot(), slot.reader()));
    }

    static Connection replicationConnection(
            PostgresConnections connections, CaptureChanges command) {
        Properties more = new Properties();
        PGProperty.REPLICATION.set(more, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(more, "10");
        PGProperty.PREFER_QUERY_MODE.set(more, "simple");
        return connections.open(
                command.endpoints(), Side.SOURCE, command.database(), "capture", more);
    }

    private void follow(CaptureEngine engine, CaptureSession session, SourceWatch watch)
            throws InterruptedException {
        long began = System.nanoTime();
        long said = began;
        watchedAt = began;
        while (!engine.await(CHECK) && !isClosed()) {
            if (System.nanoTime() - said > TICK.toNanos()) {
                said = System.nanoTime();
                settle(session, said - began);
                report(session, endOfWal(watch));
            }
        }
        if (!isClosed()) {
            Throwable met = session.failure();
            throw met == null
                    ? new MigrationException(FailureCode.CONNECTION_LOST, "the engine ended")
                    : new IllegalStateException("the capture session ended", met);
        }
    }

    /// A watch that is away ends nothing at once: the reader hears of its own line what happens to
    /// it, but for a network that is silently gone.
    private long endOfWal(SourceWatch watch) {
        try {
            lastEndOfWal = watch.endOfWal();
            watchedAt = System.nanoTime();
        } catch (MigrationException e) {
            if (System.nanoTime() - watchedAt > WATCHLESS.toNanos()) {
                throw e;
            }
        }
        return lastEndOfWal;
    }

    /// A session that does its work ends a row of failures.
    private void settle(CaptureSession session, long nanos) {
        boolean moved = Long.compareUnsigned(session.acknowledged(), session.confirmed()) > 0;
        if (moved || nanos > LONGEST_PAUSE.toNanos()) {
            failures = 0;
        }
    }

    private void report(CaptureSession session, long endOfWal) {
        long captured = session.acknowledged();
        latest =
                new CaptureProgress(
                        command.work(),
                        clock.instant(),
                        new Lsn(captured).toString(),
                        new Lsn(endOfWal).toString(),
                        Math.max(0, endOfWal - captured),
                        changes + session.changes(),
                        session.committed(),
                        session.decodingMillis(),
                        session.transportMillis(),
                        null);
        telemetry.publish(latest);
    }

    /// As it was when it last went well.
    private void report(Failure met) {
        telemetry.publish(
                new CaptureProgress(
                        command.work(),
                        clock.instant(),
                        latest.captured(),
                        latest.source(),
                        latest.pendingBytes(),
                        latest.changes(),
                        latest.committed(),
                        latest.decodingMillis(),
                        latest.transportMillis(),
                        met));
    }

    /// Everything that committed before this LSN is in the topic; 0 before the first session.
    long captured() {
        CaptureSession session = current;
        return session == null ? 0 : session.acknowledged();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            while (thread.isAlive()) {
                thread.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
