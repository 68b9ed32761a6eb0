package io.godwit.validator.rules;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much of its time one rule has used. What it waits for a session that other rules hold, or
/// for an answer that another rule is asking for, is not counted: a rule that hangs costs no other
/// its answer. Thread-safe.
final class RuleTime {
    /// Of the rule that the thread asks; not bound where no rule is asked.
    static final ScopedValue<RuleTime> CURRENT = ScopedValue.newInstance();

    /// Something that others end.
    @FunctionalInterface
    interface Waiting {
        void await() throws InterruptedException;
    }

    private final long patience;
    private final long begun;
    private long waited;
    private @Nullable Long waitingSince;

    /// @param now in nanoseconds, as all moments here
    RuleTime(Duration patience, long now) {
        this.patience = patience.toNanos();
        this.begun = now;
    }

    /// Waits at the cost of nobody's time.
    ///
    /// @throws SQLException if the thread is interrupted
    static void pausedFor(Waiting waiting) throws SQLException {
        RuleTime time = CURRENT.isBound() ? CURRENT.get() : null;
        if (time != null) {
            time.waiting(System.nanoTime());
        }
        try {
            waiting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } finally {
            if (time != null) {
                time.goesOn(System.nanoTime());
            }
        }
    }

    synchronized void waiting(long now) {
        waitingSince = now;
    }

    synchronized void goesOn(long now) {
        waited = waited(now);
        waitingSince = null;
    }

    /// In nanoseconds; what it would be if the rule went on now.
    synchronized long left(long now) {
        return patience - (now - begun - waited(now));
    }

    private long waited(long now) {
        return waitingSince == null ? waited : waited + now - waitingSince;
    }
}
