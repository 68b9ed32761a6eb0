package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// Carries a [Failure] out of work that cannot go on.
public final class MigrationException extends RuntimeException {
    private final transient Failure failure;

    public MigrationException(Failure failure, @Nullable Throwable cause) {
        super(failure.code() + ": " + failure.message(), cause);
        this.failure = failure;
    }

    public MigrationException(FailureCode code, String message) {
        this(Failure.of(code, message), null);
    }

    public Failure failure() {
        return failure;
    }
}
