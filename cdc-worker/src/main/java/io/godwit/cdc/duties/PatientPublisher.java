package io.godwit.cdc.duties;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.migration.MigrationEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log what a duty has to tell, however long the log is away: a fact that is not told
/// leaves everybody waiting. Thread-safe.
public final class PatientPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(PatientPublisher.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventPublisher events;
    private final String migration;
    private final BooleanSupplier wanted;

    /// @param wanted whether it is still to be told; whoever takes the duty over tells it else
    public PatientPublisher(EventPublisher events, String migration, BooleanSupplier wanted) {
        this.events = events;
        this.migration = migration;
        this.wanted = wanted;
    }

    /// Returns once the log has it, or nobody wants it any more, or the thread is interrupted.
    public void publish(MigrationEvent event) {
        insist("telling the log", () -> events.publish(migration, null, event));
    }

    void insist(String doing, Runnable step) {
        while (wanted.getAsBoolean() && !succeeds(doing, step)) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean succeeds(String doing, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{} for {} is tried again", doing, migration, e);
            return false;
        }
    }
}
