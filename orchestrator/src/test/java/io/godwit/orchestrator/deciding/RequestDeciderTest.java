package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.CompletionStarted;
import io.godwit.common.migration.MigrationEvent.DeleteRequested;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationFailed;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.MigrationValidationFailed;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationRequest.CancelMigration;
import io.godwit.common.migration.MigrationRequest.CreateMigration;
import io.godwit.common.migration.MigrationRequest.DeleteMigration;
import io.godwit.common.migration.MigrationRequest.RetryMigration;
import io.godwit.common.migration.MigrationRequest.RevalidateMigration;
import io.godwit.common.migration.Option;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestDeciderTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final MigrationCreated CREATED =
            new MigrationCreated(Specs.of(Option.MIGRATE, 1, false, 2));
    private static final MigrationFailed FAILED =
            new MigrationFailed(Failure.of(FailureCode.TARGET_DISK_FULL, "full"), 1);

    private MigrationState state;
    private Decision decision;

    @Test
    void aNewNameIsCreated() {
        given();
        when("r", new CreateMigration(CREATED.spec()));
        then(CREATED);
    }

    @Test
    void theSameRequestThatComesAgainChangesNothing() {
        given(CREATED);
        when("r0", new CreateMigration(CREATED.spec()));
        then();
    }

    @Test
    void anotherRequestWithATakenNameIsRefused() {
        given(CREATED);
        when("r1", new CreateMigration(CREATED.spec()));
        thenRefused(FailureCode.MIGRATION_EXISTS);
    }

    @Test
    void aRunningMigrationCanBeCanceled() {
        given(CREATED);
        when("r1", new CancelMigration("m", false));
        then(new CancelRequested(false, 1));
    }

    @Test
    void aMigrationThatPutsItsDatabasesInPlaceCannotBeCanceled() {
        given(CREATED, new CompletionStarted());
        when("r1", new CancelMigration("m", false));
        thenRefused(FailureCode.TOO_LATE_TO_CANCEL);
    }

    @Test
    void anEndedMigrationCannotBeCanceled() {
        given(CREATED, new MigrationSucceeded());
        when("r1", new CancelMigration("m", false));
        thenRefused(FailureCode.MIGRATION_ENDED);
    }

    @Test
    void aFailedMigrationGoesOnInANewRun() {
        given(CREATED, FAILED);
        when("r1", new RetryMigration("m"));
        then(new RetryRequested(2));
    }

    @Test
    void aFailedValidationIsRetriedWithTheRulesThatDidNotSucceed() {
        given(
                new MigrationCreated(Specs.of(Option.VALIDATE_AND_MIGRATE, 1, false, 1)),
                new MigrationValidationFailed());
        when("r1", new RetryMigration("m"));
        then(new RetryRequested(2, true));
        when("r2", new RevalidateMigration("m", false));
        then(new RetryRequested(2, true));
        when("r3", new RevalidateMigration("m", true));
        then(new RetryRequested(2, false));
    }

    @Test
    void whatWasOnlyValidatedCanBeValidatedAgainHoweverItWent() {
        given(
                new MigrationCreated(Specs.of(Option.VALIDATE, 1, false, 1)),
                new MigrationSucceeded());
        when("r1", new RevalidateMigration("m", false));
        then(new RetryRequested(2, true));
    }

    @Test
    void whatHasMovedOrFailedToMoveIsNotValidatedAgain() {
        given(CREATED, FAILED);
        when("r1", new RevalidateMigration("m", false));
        thenRefused(FailureCode.MIGRATION_NOT_FAILED);
        given(CREATED, new MigrationSucceeded());
        when("r2", new RevalidateMigration("m", true));
        thenRefused(FailureCode.MIGRATION_NOT_FAILED);
    }

    @Test
    void aCanceledMigrationCannotBeRetried() {
        given(CREATED, new CancelRequested(false, 1), new MigrationCanceled());
        when("r1", new RetryMigration("m"));
        thenRefused(FailureCode.MIGRATION_NOT_FAILED);
    }

    @Test
    void anEndedMigrationCanBeDeleted() {
        given(CREATED, FAILED);
        when("r1", new DeleteMigration("m"));
        then(new DeleteRequested(1));
    }

    @Test
    void aRunningMigrationCannotBeDeleted() {
        given(CREATED);
        when("r1", new DeleteMigration("m"));
        thenRefused(FailureCode.MIGRATION_NOT_ENDED);
    }

    @Test
    void nobodyKnowsAMigrationThatWasNeverCreated() {
        given();
        when("r1", new CancelMigration("m", false));
        thenRefused(FailureCode.MIGRATION_NOT_FOUND);
    }

    private void given(MigrationEvent... facts) {
        state = null;
        for (int n = 0; n < facts.length; n++) {
            state = Evolution.evolve(state, new Envelope<>("e" + n, "r" + n, "m", AT, facts[n]));
        }
    }

    private void when(String id, MigrationRequest request) {
        decision =
                RequestDecider.decide(
                        state,
                        new Envelope<>(id, null, "m", AT, request),
                        new QuietSurroundings(AT));
    }

    private void then(MigrationEvent... facts) {
        assertThat(decision).isEqualTo(Decision.of(facts));
    }

    private void thenRefused(FailureCode code) {
        assertThat(decision.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(decision.work()).isEmpty();
    }
}
