package io.godwit.cdc.apply;

import io.godwit.common.migration.Failure;

/// The next transaction is the one that cannot be applied.
final class StopReachedException extends RuntimeException {
    private final transient Failure failure;

    StopReachedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
