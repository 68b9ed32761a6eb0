package io.godwit.copy.sessions;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.messaging.WorkStoppedException;
import java.util.concurrent.TimeUnit;

/// A moment's wait before looking again whether others have ended.
public final class Pause {
    private Pause() {}

    /// @throws WorkStoppedException if the work is to stop
    public static void of(long millis, WorkContext context) {
        context.checkStopping();
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sessions end", e);
        }
    }
}
