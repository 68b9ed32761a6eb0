package io.godwit.gateway.views;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.Telemetry.CaptureProgress;
import io.godwit.common.migration.WorkRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What keeps a database from being followed at the moment, though nothing has stopped for good: a
/// failure that is being tried again, or a worker that says nothing. Workers speak every second.
///
/// @param silent whether nobody knows how far it is
record FollowingTrouble(ErrorDetails error, boolean silent) {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// @param now on the gateway's clock; the workers' may differ from it by some seconds
    static @Nullable FollowingTrouble of(DatabaseProgress database, boolean paused, Instant now) {
        FollowingProgress known = database.following;
        CaptureProgress capture = known.capture;
        ApplyProgress apply = known.apply;
        if (known.drained()) {
            return null;
        }
        FollowingTrouble capturing =
                capture == null
                        ? null
                        : of(capture.work(), known.heard(capture), capture.failure(), now);
        boolean applying = database.finished != null && !paused;
        return capturing != null || apply == null || !applying
                ? capturing
                : of(apply.work(), known.heard(apply), apply.failure(), now);
    }

    private static @Nullable FollowingTrouble of(
            WorkRef work, Instant said, @Nullable Failure met, Instant now) {
        boolean silent = said.plus(SILENCE).isBefore(now);
        if (met == null && !silent) {
            return null;
        }
        Failure failure =
                met != null
                        ? met
                        : Failure.of(
                                FailureCode.WORKER_LOST,
                                "the cdc-worker has said nothing of %s since %s"
                                        .formatted(work.id(), said));
        return new FollowingTrouble(
                ErrorDetails.of(failure, work.id(), work.attempt(), said), silent);
    }
}
