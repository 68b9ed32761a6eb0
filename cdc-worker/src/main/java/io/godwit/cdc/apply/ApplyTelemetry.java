package io.godwit.cdc.apply;

import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.migration.Lsn;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.Telemetry.TableApplied;
import io.godwit.common.migration.WorkRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells every second how applying goes, and every few seconds what was applied to which table, on
/// a thread of its own.
final class ApplyTelemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyTelemetry.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int TABLES_EVERY = 5;

    private final WorkRef work;
    private final ApplyStatus status;
    private final LockWatch locks;
    private final TelemetryPublisher telemetry;
    private final Clock clock;
    private final Thread thread;

    ApplyTelemetry(
            WorkRef work,
            ApplyStatus status,
            LockWatch locks,
            TelemetryPublisher telemetry,
            Clock clock) {
        this.work = work;
        this.status = status;
        this.locks = locks;
        this.telemetry = telemetry;
        this.clock = clock;
        this.thread =
                Thread.ofVirtual().name("godwit-apply-telemetry-" + work.id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            for (int round = 1; !Thread.currentThread().isInterrupted(); round++) {
                Thread.sleep(EVERY);
                locks.look();
                tell(round % TABLES_EVERY == 0);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void tell(boolean tables) {
        try {
            tellProgress();
            if (tables) {
                tellTables();
            }
        } catch (InterruptException _) {
            // Closed.
        } catch (RuntimeException e) {
            LOG.warn("cannot tell how applying goes", e);
        }
    }

    private void tellProgress() {
        ApplyStatus.Snapshot now = status.snapshot();
        Bookmark bookmark = now.bookmark();
        Counts counts = bookmark == null ? Counts.NONE : bookmark.counts();
        ApplyStatus.LastChunk chunk = now.chunk();
        Instant at = clock.instant();
        telemetry.publish(
                new ApplyProgress(
                        work,
                        at,
                        new Lsn(now.lsn()).toString(),
                        Math.max(now.read(), counts.total()),
                        counts.total(),
                        counts.inserts(),
                        counts.updates(),
                        counts.deletes(),
                        now.pending(),
                        bookmark == null ? null : bookmark.committed(),
                        chunk == null ? 0 : chunk.queueMillis(),
                        now.applyMillis(),
                        Freshness.lagMillis(now, at),
                        now.failure()));
    }

    private void tellTables() {
        Instant at = clock.instant();
        status.takeChanged()
                .forEach((table, counts) ->
                        telemetry.publish(
                                new TableApplied(
                                        work,
                                        at,
                                        table.schema(),
                                        table.name(),
                                        counts.inserts(),
                                        counts.updates(),
                                        counts.deletes())));
    }

    /// Tells the last state.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (status.snapshot().bookmark() != null) {
            tell(true);
        }
    }
}
