package io.godwit.orchestrator.deciding;

/// Where a migration is, as far as decisions depend on it.
enum Phase {
    VALIDATING,
    MIGRATING,
    COMPLETING,
    /// Canceled; waiting for work to stop, then undoing.
    CANCELING,
    /// To be deleted; waiting for work to stop, then undoing what is left.
    DELETING,
    SUCCEEDED,
    FAILED,
    VALIDATION_FAILED,
    CANCELED;

    /// Whether a person sees the migration as ended.
    boolean ended() {
        return switch (this) {
            case SUCCEEDED, FAILED, VALIDATION_FAILED, CANCELED -> true;
            case VALIDATING, MIGRATING, COMPLETING, CANCELING, DELETING -> false;
        };
    }
}
