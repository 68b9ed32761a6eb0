package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.CdcCommand.ReleaseSnapshot;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationFailed;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.migration.MigrationEvent.SnapshotReleased;
import io.godwit.common.migration.MigrationEvent.SnapshotRequested;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.MigrationRequest.RetryMigration;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.WorkRef;
import org.junit.jupiter.api.Test;

/// Whoever is told to mend the source and to retry must not be met by the source as it was.
class RetryTest {
    private final ToldState told = new ToldState();
    private String database;

    @Test
    void whatTheTargetRefusedIsReadAnewUnderANewSnapshot() {
        failedWith(FailureCode.SCHEMA_RESTORE_FAILED);

        Decision retried = retried();

        assertThat(retried.events())
                .containsExactly(new RetryRequested(2), new SnapshotReleased(database, 1));
        assertThat(retried.duties()).singleElement().isInstanceOf(ReleaseSnapshot.class);
        told.given(new RetryRequested(2), new SnapshotReleased(database, 1));
        assertThat(told.next().events()).contains(new SnapshotRequested(database, 2));
    }

    @Test
    void whatAServerWasTooBusyForGoesOnUnderTheSameSnapshot() {
        failedWith(FailureCode.TARGET_DISK_FULL);

        assertThat(retried().events()).containsExactly(new RetryRequested(2));
    }

    private void failedWith(FailureCode code) {
        told.given(new MigrationCreated(Specs.of(Option.MIGRATE, 1, false, 1)));
        database = told.state().databases().keySet().iterator().next();
        WorkRef prepare = new WorkRef("m", "database/0/prepare", 1, 1, database, 1);
        Failure failure = Failure.of(code, "");
        told.given(
                new SnapshotRequested(database, 1),
                new SnapshotOpened(database, 1, "s", null),
                new WorkIssued(prepare),
                new WorkFailed(prepare, failure),
                new MigrationFailed(failure, 1));
    }

    private Decision retried() {
        return RequestDecider.decide(
                told.state(),
                new Envelope<>("r", null, "m", ToldState.AT, new RetryMigration("m")),
                new QuietSurroundings(ToldState.AT));
    }
}
