package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waiting that ends when the work is to stop.
final class Pauses {
    private static final long MOST_MILLIS = 200;

    private Pauses() {}

    static void pause(Duration length, WorkContext work) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            work.checkStopping();
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) + 1;
            try {
                TimeUnit.MILLISECONDS.sleep(Math.min(MOST_MILLIS, left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        work.checkStopping();
    }
}
