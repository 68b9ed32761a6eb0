package io.godwit.common.messaging;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.Telemetry.WorkAlive;
import io.godwit.common.migration.WorkRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt while it runs in this process.
final class RunningWork implements WorkContext, StopSignals.Stoppable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningWork.class);
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(500);

    private final WorkRef work;
    private final String causation;
    private final EventPublisher events;
    private final StopSignals stopSignals;
    private final TelemetryPublisher telemetry;
    private final Clock clock;
    private final Set<AutoCloseable> closeables = ConcurrentHashMap.newKeySet();
    private final Map<Long, Instant> lastProgress = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    RunningWork(
            WorkRef work,
            String causation,
            EventPublisher events,
            StopSignals stopSignals,
            TelemetryPublisher telemetry,
            Clock clock) {
        this.work = work;
        this.causation = causation;
        this.events = events;
        this.stopSignals = stopSignals;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public WorkRef work() {
        return work;
    }

    @Override
    public void publish(MigrationEvent event) {
        events.publish(work.migration(), causation, event);
    }

    @Override
    public void progress(int table, int part, long rows, long bytes) {
        Instant now = clock.instant();
        long key = ((long) table << 32) | part;
        Instant last = lastProgress.get(key);
        if (last == null || !now.isBefore(last.plus(PROGRESS_EVERY))) {
            lastProgress.put(key, now);
            telemetry.publish(new PartProgress(work, table, part, rows, bytes, now));
        }
    }

    void alive() {
        telemetry.publish(new WorkAlive(work, clock.instant()));
    }

    @Override
    public Registration closeOnStop(AutoCloseable resource) {
        closeables.add(resource);
        if (stopping) {
            close(resource);
        }
        return () -> closeables.remove(resource);
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    @Override
    public void checkStopping() {
        if (stopping) {
            throw new WorkStoppedException(work.id());
        }
    }

    @Override
    public void confirmWanted() {
        catchUp();
        if (stopSignals.over(work)) {
            stop();
        }
        checkStopping();
    }

    private void catchUp() {
        try {
            stopSignals.catchUp();
        } catch (IllegalStateException e) {
            String message = work.id() + " went no further: the log was not read to its end";
            throw new MigrationException(Failure.of(FailureCode.RESPONSE_TIMEOUT, message), e);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        closeables.forEach(RunningWork::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("closing {} of stopped work", resource, e);
        }
    }
}
