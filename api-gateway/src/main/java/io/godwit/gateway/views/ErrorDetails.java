package io.godwit.gateway.views;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FailureKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A failure as the API shows it.
///
/// @param action what the person should do
/// @param serverText the server's own words
/// @param work which piece of work failed, null if the migration as a whole did
public record ErrorDetails(
        FailureCode code,
        FailureKind kind,
        String message,
        String action,
        @Nullable String sqlState,
        @Nullable String serverText,
        @Nullable String work,
        @Nullable Integer attempt,
        Instant at) {

    static ErrorDetails of(
            Failure failure, @Nullable String work, @Nullable Integer attempt, Instant at) {
        return new ErrorDetails(
                failure.code(),
                failure.code().kind(),
                failure.message(),
                failure.code().action(),
                failure.sqlState(),
                failure.serverText(),
                work,
                attempt,
                at);
    }

    static ErrorDetails of(WorkAttempts.Attempt attempt) {
        Failure failure = attempt.failure();
        Instant at = attempt.failedAt();
        if (failure == null || at == null) {
            throw new IllegalArgumentException(attempt.work().id() + " has not failed");
        }
        boolean failed = attempt.status() == WorkAttempts.Status.FAILED;
        int number = attempt.work().attempt();
        return of(failure, attempt.work().id(), failed ? number : number - 1, at);
    }
}
