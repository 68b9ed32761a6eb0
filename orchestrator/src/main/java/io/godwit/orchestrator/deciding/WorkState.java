package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The latest attempt at one piece of work.
///
/// @param since when it came into this status
/// @param failures in a row, of this run
/// @param unmetRules of validation work: the codes of the rules that did not succeed when it was
///   last done, null if it never was
record WorkState(
        WorkRef ref,
        Status status,
        Instant since,
        int failures,
        @Nullable Failure failure,
        @Nullable List<String> unmetRules) {

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
        List<String> unmetRules = before == null ? null : before.unmetRules;
        return new WorkState(ref, Status.OUTSTANDING, at, failures, null, unmetRules);
    }

    WorkState done(Instant at) {
        return new WorkState(ref, Status.DONE, at, 0, null, unmetRules);
    }

    /// Validation work is done.
    WorkState checked(List<String> unmet) {
        return new WorkState(ref, status, since, failures, failure, List.copyOf(unmet));
    }

    /// Validation work that is done, for a new run: to be done again if rules are unmet.
    WorkState again() {
        boolean wanted = isDone() && unmetRules != null && !unmetRules.isEmpty();
        return wanted ? new WorkState(ref, Status.STOPPED, since, 0, null, unmetRules) : this;
    }

    WorkState failed(Failure why, Instant at) {
        return new WorkState(ref, Status.FAILED, at, failures + 1, why, unmetRules);
    }

    WorkState stopped(Instant at) {
        return new WorkState(ref, Status.STOPPED, at, failures, null, unmetRules);
    }

    /// What was done is undone: to be done anew, under a later snapshot.
    WorkState undone(int generation, Instant at) {
        return new WorkState(ref.under(generation), Status.STOPPED, at, 0, null, unmetRules);
    }

    /// For a new run: what is done stays done, what is still out there stays so.
    WorkState forNewRun() {
        return status == Status.FAILED
                ? new WorkState(ref, Status.STOPPED, since, 0, null, unmetRules)
                : this;
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
