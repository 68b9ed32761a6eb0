package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The latest attempt at one piece of work.
///
/// @param since when it came into this status
/// @param failures in a row, of this run
record WorkState(
        WorkRef ref, Status status, Instant since, int failures, @Nullable Failure failure) {

    enum Status {
        /// Published and not answered.
        OUTSTANDING,
        DONE,
        /// Failed; to be tried again after a back-off, or the end of the run.
        FAILED,
        /// Given up by its worker, or left over from an earlier run; to be issued again if wanted.
        STOPPED
    }

    static WorkState issued(WorkRef ref, Instant at, @Nullable WorkState before) {
        int failures = before == null ? 0 : before.failures;
        return new WorkState(ref, Status.OUTSTANDING, at, failures, null);
    }

    WorkState done(Instant at) {
        return new WorkState(ref, Status.DONE, at, 0, null);
    }

    WorkState failed(Failure why, Instant at) {
        return new WorkState(ref, Status.FAILED, at, failures + 1, why);
    }

    WorkState stopped(Instant at) {
        return new WorkState(ref, Status.STOPPED, at, failures, null);
    }

    /// For a new run: what is done stays done, what is still out there stays so.
    WorkState forNewRun() {
        return status == Status.FAILED ? new WorkState(ref, Status.STOPPED, since, 0, null) : this;
    }

    /// Whether its failure ends what it belongs to.
    boolean fatal(RetryPolicy policy) {
        return failure != null && (!failure.code().kind().retried() || policy.exhausted(failures));
    }

    boolean outstanding() {
        return status == Status.OUTSTANDING;
    }

    boolean isDone() {
        return status == Status.DONE;
    }
}
