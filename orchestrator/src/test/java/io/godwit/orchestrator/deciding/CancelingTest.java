package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.ChangeUndone;
import io.godwit.common.migration.MigrationEvent.ChangesUndone;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.UndoChanges;
import org.junit.jupiter.api.Test;

/// A migration is canceled when nothing is left of it.
class CancelingTest {
    private static final Change EARLY = change("early");
    private static final Change LATE = change("late");

    private final ToldState told = new ToldState();

    @Test
    void whatAStragglerTellsOfWhileEverythingIsUndoneIsUndoneToo() {
        given(
                new MigrationCreated(Specs.of(Option.MIGRATE, 1, false, 1)),
                new ChangeIntended(EARLY),
                new CancelRequested(false, 1));
        WorkRef first = undoing(EARLY);

        given(
                new WorkIssued(first),
                new ChangeUndone(EARLY.id()),
                new ChangeIntended(LATE),
                new ChangesUndone(first));
        WorkRef second = undoing(LATE);

        assertThat(second.id()).isNotEqualTo(first.id());
        given(new WorkIssued(second), new ChangeUndone(LATE.id()), new ChangesUndone(second));
        assertThat(next().events()).containsExactly(new MigrationCanceled());
    }

    /// The only command that is due, and undoes `change` alone.
    private WorkRef undoing(Change change) {
        assertThat(next().work())
                .singleElement()
                .isInstanceOfSatisfying(
                        UndoChanges.class,
                        undo -> assertThat(undo.changes()).containsExactly(change));
        return next().work().getFirst().work();
    }

    private static Change change(String name) {
        return new Change(
                "database-created/" + name,
                Side.TARGET,
                ChangeKind.DATABASE_CREATED,
                name,
                "",
                "DROP DATABASE " + name);
    }

    private void given(MigrationEvent... all) {
        told.given(all);
    }

    private Decision next() {
        return told.next();
    }
}
