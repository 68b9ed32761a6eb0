package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Keeps one command's reading below a rate, by pausing behind each question: a question and the
/// pause behind it last as long as its rows may take. Time that was not used is not saved up.
final class Throttle {
    private final long rowsPerSecond;
    private final LongSupplier nanoseconds;
    private final Consumer<Duration> pausing;
    private long since;

    /// @param rowsPerSecond 0 for no limit
    Throttle(long rowsPerSecond, WorkContext work) {
        this(rowsPerSecond, System::nanoTime, length -> Pauses.pause(length, work));
    }

    /// @param nanoseconds the clock
    /// @param pausing returns when that time is over
    Throttle(long rowsPerSecond, LongSupplier nanoseconds, Consumer<Duration> pausing) {
        this.rowsPerSecond = rowsPerSecond;
        this.nanoseconds = nanoseconds;
        this.pausing = pausing;
        this.since = nanoseconds.getAsLong();
    }

    /// To be told behind each question.
    void read(long rows) {
        if (rowsPerSecond > 0) {
            long due = since + (long) (rows * 1e9 / rowsPerSecond);
            long left = due - nanoseconds.getAsLong();
            if (left > 0) {
                pausing.accept(Duration.ofNanos(left));
            }
            since = Math.max(due, nanoseconds.getAsLong());
        }
    }
}
