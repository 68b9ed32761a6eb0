package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Issues a piece of work when it is due: never issued yet, or failed long enough ago, or stopped
/// in an earlier run.
final class Issuing {
    private Issuing() {}

    static boolean due(MigrationState state, String id, Instant now, RetryPolicy policy) {
        return due(state.work(id), now, policy);
    }

    static boolean due(@Nullable WorkState work, Instant now, RetryPolicy policy) {
        if (work == null) {
            return true;
        }
        return switch (work.status()) {
            case OUTSTANDING, DONE -> false;
            case STOPPED -> true;
            case FAILED -> policy.due(work.failures(), work.since(), now);
        };
    }

    static boolean once(
            MigrationState state,
            String id,
            @Nullable String database,
            int generation,
            Instant now,
            RetryPolicy policy,
            Decision.Draft draft,
            Function<WorkRef, WorkerCommand> command) {
        if (!due(state, id, now, policy)) {
            return false;
        }
        WorkRef ref = next(state.work(id), state, id, database, generation);
        draft.issue(command.apply(ref));
        return true;
    }

    /// The attempt that comes after the latest one.
    static WorkRef next(
            @Nullable WorkState before,
            MigrationState state,
            String id,
            @Nullable String database,
            int generation) {
        int attempt = before == null ? 1 : before.ref().attempt() + 1;
        return new WorkRef(state.name(), id, attempt, state.run(), database, generation);
    }
}
