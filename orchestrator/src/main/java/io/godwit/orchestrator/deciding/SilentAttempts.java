package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.WorkRef;
import java.util.stream.Stream;

/// An attempt that was never heard of waits in the queue; one that was and fell silent is lost.
final class SilentAttempts {
    private SilentAttempts() {}

    static void giveUp(
            Stream<WorkRef> attempts,
            Surroundings surroundings,
            RetryPolicy policy,
            Decision.Draft draft) {
        attempts.filter(ref -> silent(ref, surroundings, policy))
                .forEach(ref -> draft.fact(lost(ref)));
    }

    private static boolean silent(WorkRef ref, Surroundings surroundings, RetryPolicy policy) {
        return surroundings
                .lastSeen(ref)
                .filter(seen -> surroundings.now().isAfter(seen.plus(policy.lease())))
                .isPresent();
    }

    private static WorkFailed lost(WorkRef ref) {
        Failure failure =
                Failure.of(
                        FailureCode.WORKER_LOST,
                        "attempt %d at %s fell silent".formatted(ref.attempt(), ref.id()));
        return new WorkFailed(ref, failure);
    }
}
