package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import java.time.Duration;

/// Keeps one command's reading below a rate, by pausing behind each question.
final class Throttle {
    private final long rowsPerSecond;
    private final WorkContext work;
    private final long begun = System.nanoTime();
    private long rows;

    /// @param rowsPerSecond 0 for no limit
    Throttle(long rowsPerSecond, WorkContext work) {
        this.rowsPerSecond = rowsPerSecond;
        this.work = work;
    }

    void read(long more) {
        rows += more;
        if (rowsPerSecond > 0) {
            long due = begun + (long) (rows * 1e9 / rowsPerSecond);
            long left = due - System.nanoTime();
            if (left > 0) {
                Pauses.pause(Duration.ofNanos(left), work);
            }
        }
    }
}
