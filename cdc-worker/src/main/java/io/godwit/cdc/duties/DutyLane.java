package io.godwit.cdc.duties;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One duty after the other: the next starts when the one before has ended. Callers never wait.
/// Thread-safe.
final class DutyLane {
    private static final Logger LOG = LoggerFactory.getLogger(DutyLane.class);

    private final Executor threads;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private @Nullable Duty running;

    /// @param threads each task may block
    DutyLane(Executor threads) {
        this.threads = threads;
    }

    CompletableFuture<Void> run(Supplier<Duty> next) {
        return then(() -> {
            end();
            Duty duty = next.get();
            running = duty;
            duty.start();
        });
    }

    CompletableFuture<Void> close() {
        return then(this::end);
    }

    private synchronized CompletableFuture<Void> then(Runnable step) {
        last = last.thenRunAsync(() -> guarded(step), threads);
        return last;
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("a duty could not be started or ended", e);
        }
    }

    /// On the lane's current thread only.
    private void end() {
        Duty duty = running;
        if (duty != null) {
            running = null;
            duty.close();
        }
    }
}
