package io.godwit.validator.rules;

import java.util.concurrent.locks.LockSupport;

/// Between two looks at something that happens by itself.
final class Pause {
    private Pause() {}

    static void aMoment() {
        LockSupport.parkNanos(100_000_000);
    }
}
