package io.godwit.cdc.apply;

import io.godwit.cdc.changes.Position;
import io.godwit.common.migration.Failure;

/// The target refuses a change. Everything that committed before its transaction can be applied.
final class RefusedException extends RuntimeException {
    private final transient Failure failure;
    private final transient Position at;

    RefusedException(Failure failure, Position at) {
        super(failure.message());
        this.failure = failure;
        this.at = at;
    }

    Failure failure() {
        return failure;
    }

    Position at() {
        return at;
    }
}
