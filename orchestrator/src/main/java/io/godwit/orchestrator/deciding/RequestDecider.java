package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.DeleteRequested;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationRequest.CancelMigration;
import io.godwit.common.migration.MigrationRequest.CompareMigration;
import io.godwit.common.migration.MigrationRequest.CreateMigration;
import io.godwit.common.migration.MigrationRequest.CutoverMigration;
import io.godwit.common.migration.MigrationRequest.DeleteMigration;
import io.godwit.common.migration.MigrationRequest.PauseMigration;
import io.godwit.common.migration.MigrationRequest.ResumeMigration;
import io.godwit.common.migration.MigrationRequest.RetryMigration;
import io.godwit.common.migration.MigrationRequest.RevalidateMigration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers what people ask for: with the fact that it is granted, or with a refusal.
public final class RequestDecider {
    /// What the target refuses of a source's content, and would refuse again.
    private static final Set<FailureCode> MENDED_ON_SOURCE =
            EnumSet.of(
                    FailureCode.SCHEMA_RESTORE_FAILED,
                    FailureCode.TARGET_REFUSED_ROW,
                    FailureCode.INDEX_BUILD_FAILED);

    private RequestDecider() {}

    /// @param state null if no migration of that name exists
    /// @return empty if the request came a second time and was answered before
    public static Decision decide(
            @Nullable MigrationState state,
            Envelope<MigrationRequest> request,
            Surroundings surroundings) {
        return switch (request.payload()) {
            case CreateMigration create -> create(state, create, request.id(), surroundings);
            case CancelMigration cancel -> state == null ? unknown(cancel) : cancel(state, cancel);
            case RetryMigration retry -> state == null ? unknown(retry) : retry(state);
            case RevalidateMigration again ->
                    state == null ? unknown(again) : revalidate(state, again);
            case DeleteMigration delete -> state == null ? unknown(delete) : delete(state);
            case CutoverMigration cutover ->
                    state == null ? unknown(cutover) : CutoverDecider.cutover(state, cutover);
            case PauseMigration pause ->
                    state == null ? unknown(pause) : CutoverDecider.pause(state);
            case ResumeMigration resume ->
                    state == null ? unknown(resume) : CutoverDecider.resume(state);
            case CompareMigration compare ->
                    state == null ? unknown(compare) : ComparisonDecider.compare(state, compare);
        };
    }

    private static Decision create(
            @Nullable MigrationState state,
            CreateMigration create,
            String requestId,
            Surroundings surroundings) {
        if (state != null) {
            return requestId.equals(state.requestId())
                    ? Decision.of()
                    : refuse(
                            FailureCode.MIGRATION_EXISTS,
                            "a migration named " + create.migration() + " exists already");
        }
        return surroundings
                .claimant(Evolution.created(create.spec(), requestId, surroundings.now()))
                .map(RequestDecider::busy)
                .orElseGet(() -> Decision.of(new MigrationCreated(create.spec())));
    }

    private static Decision busy(String claimant) {
        return refuse(
                FailureCode.TARGET_BUSY,
                "the migration " + claimant + " is writing to a target database of this one");
    }

    private static Decision cancel(MigrationState state, CancelMigration cancel) {
        return switch (state.phase()) {
            case VALIDATING, MIGRATING ->
                    CutoverDecider.swapping(state)
                            ? tooLate(state)
                            : Decision.of(new CancelRequested(cancel.keepTarget(), state.run()));
            case CANCELING ->
                    cancel.keepTarget() && !state.keepTarget()
                            ? Decision.of(new CancelRequested(true, state.run()))
                            : refuse(
                                    FailureCode.MIGRATION_NOT_ENDED,
                                    state.name() + " is being canceled already");
            case COMPLETING -> tooLate(state);
            case DELETING, SUCCEEDED, FAILED, VALIDATION_FAILED, CANCELED ->
                    refuse(FailureCode.MIGRATION_ENDED, state.name() + " has ended");
        };
    }

    private static Decision tooLate(MigrationState state) {
        return refuse(
                FailureCode.TOO_LATE_TO_CANCEL,
                state.name() + " is putting its databases in place");
    }

    private static Decision retry(MigrationState state) {
        return switch (state.phase()) {
            case FAILED -> retryFailed(state);
            case VALIDATION_FAILED -> Decision.of(new RetryRequested(state.run() + 1, true));
            case VALIDATING, MIGRATING, COMPLETING, CANCELING, DELETING, SUCCEEDED, CANCELED ->
                    refuse(
                            FailureCode.MIGRATION_NOT_FAILED,
                            state.name() + " has not failed, so there is nothing to retry");
        };
    }

    /// A snapshot shows a source as it was: where a person mends something there before the retry,
    /// only a new one shows it.
    private static Decision retryFailed(MigrationState state) {
        Decision.Draft draft = new Decision.Draft();
        draft.fact(new RetryRequested(state.run() + 1));
        for (DatabaseState database : state.databases().values()) {
            if (database.snapshot().isWanted() && refused(state, database)) {
                DatabaseSteps.release(state, database, draft);
            }
        }
        return draft.decision();
    }

    private static boolean refused(MigrationState state, DatabaseState database) {
        return state.works().values().stream()
                .filter(work -> database.name().equals(work.ref().database()))
                .map(WorkState::failure)
                .anyMatch(failure -> failure != null && MENDED_ON_SOURCE.contains(failure.code()));
    }

    /// What was only to be validated may be validated again, however it went.
    private static Decision revalidate(MigrationState state, RevalidateMigration again) {
        boolean validatedOnly =
                state.phase() == Phase.SUCCEEDED && !state.spec().option().migrates();
        return state.phase() == Phase.VALIDATION_FAILED || validatedOnly
                ? Decision.of(new RetryRequested(state.run() + 1, !again.allRules()))
                : refuse(
                        FailureCode.MIGRATION_NOT_FAILED,
                        state.name()
                                + " has no validation that failed, or that was all it was for");
    }

    private static Decision delete(MigrationState state) {
        return switch (state.phase()) {
            case SUCCEEDED, FAILED, VALIDATION_FAILED, CANCELED ->
                    Decision.of(new DeleteRequested(state.run()));
            case VALIDATING, MIGRATING, COMPLETING, CANCELING, DELETING ->
                    refuse(FailureCode.MIGRATION_NOT_ENDED, state.name() + " has not ended");
        };
    }

    private static Decision unknown(MigrationRequest request) {
        return refuse(
                FailureCode.MIGRATION_NOT_FOUND, "there is no migration " + request.migration());
    }

    static Decision refuse(FailureCode code, String message) {
        return Decision.of(new RequestRefused(code, message));
    }
}
