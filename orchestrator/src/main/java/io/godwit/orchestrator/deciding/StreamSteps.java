package io.godwit.orchestrator.deciding;

import static java.util.Objects.requireNonNull;

import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.StopApplying;
import io.godwit.common.migration.CdcCommand.StopFollowing;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.MigrationEvent.ApplyRequested;
import io.godwit.common.migration.MigrationEvent.ApplyStopRequested;
import io.godwit.common.migration.MigrationEvent.CaptureRequested;
import io.godwit.common.migration.MigrationEvent.FollowingStopRequested;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.UndoChanges;
import io.godwit.orchestrator.deciding.ChangeStream.Ending;
import io.godwit.orchestrator.deciding.ChangeStream.Status;
import java.time.Instant;
import java.util.List;

/// What a followed database needs: capture as soon as there is a slot, apply as soon as the copy is
/// there, and both to end, and to leave nothing behind, once the database has its final name.
final class StreamSteps {
    private final MigrationState state;
    private final Instant now;
    private final RetryPolicy policy;
    private final Decision.Draft draft;

    StreamSteps(MigrationState state, Instant now, RetryPolicy policy, Decision.Draft draft) {
        this.state = state;
        this.now = now;
        this.policy = policy;
        this.draft = draft;
    }

    /// From the first moment, so that the source's WAL is not held while rows are copied.
    void capture(DatabaseState database) {
        ChangeStream stream = database.stream();
        if (stream.followed()
                && stream.ending() == Ending.NOT_ASKED
                && stream.capture().is(Status.IDLE)) {
            WorkRef work = duty(database, WorkIds.capture(database.number()), stream.capture());
            draft.fact(new CaptureRequested(work));
            draft.duty(new CaptureChanges(work, state.spec().endpoints(), following(database)));
        }
    }

    /// Once the copy is there, and no cutover is under way.
    void move(DatabaseState database) {
        if (database.stream().swapped()) {
            end(database);
        } else {
            unfence(database);
            apply(database);
        }
    }

    /// Whether nothing is applied; asks for that if need be.
    boolean rests(DatabaseState database) {
        ChangeStream.Part apply = database.stream().apply();
        if (apply.is(Status.RUNNING)) {
            stopApplying(state, database, draft);
        }
        return apply.is(Status.IDLE) || apply.is(Status.STOPPED);
    }

    /// Unless it is paused.
    void apply(DatabaseState database) {
        ChangeStream.Part apply = database.stream().apply();
        if (apply.is(Status.IDLE) && !state.paused()) {
            WorkRef work = duty(database, WorkIds.apply(database.number()), apply);
            draft.fact(new ApplyRequested(work));
            draft.duty(
                    new ApplyChanges(
                            work,
                            state.spec().endpoints(),
                            following(database),
                            database.name(),
                            state.staging(database),
                            requireNonNull(database.snapshot().visible(), "visible")));
        } else if (apply.is(Status.RUNNING) && state.paused()) {
            stopApplying(state, database, draft);
        }
    }

    static void stopApplying(MigrationState state, DatabaseState database, Decision.Draft draft) {
        int epoch = database.stream().apply().epoch();
        draft.fact(new ApplyStopRequested(database.name(), database.base(), epoch));
        draft.duty(new StopApplying(state.name(), database.name(), database.base(), epoch));
    }

    private WorkRef duty(DatabaseState database, String id, ChangeStream.Part part) {
        return new WorkRef(
                state.name(), id, part.epoch() + 1, state.run(), database.name(), database.base());
    }

    /// What a cutover that was given up closed is opened again, whatever it takes.
    private void unfence(DatabaseState database) {
        List<Change> fences = state.changes(ChangeKind.SOURCE_FENCED, database);
        boolean marking =
                state.works().values().stream()
                        .filter(WorkState::outstanding)
                        .anyMatch(work ->
                                work.ref()
                                        .id()
                                        .equals(WorkIds.mark(database.number(), state.cutovers())));
        if (!fences.isEmpty() && !marking) {
            undo(database, unfencing(database), fences);
        }
    }

    /// A straggler may fence the source once more for a cutover that was given up, after its fence
    /// was taken away: that is another piece of work.
    private String unfencing(DatabaseState database) {
        return state.round(round -> WorkIds.unfence(database.number(), state.cutovers(), round));
    }

    /// Ends following and then takes away what it needed on the source. A fence stays: nobody is to
    /// write to the old database any more.
    ///
    /// @return whether nothing is left to do
    boolean end(DatabaseState database) {
        if (!ended(database)) {
            return false;
        }
        List<Change> changes = state.followingChanges(database);
        if (!changes.isEmpty()) {
            undo(database, WorkIds.unfollow(database.number()), changes);
        }
        return changes.isEmpty();
    }

    /// Whether no duty runs any more and none will; asks for that if need be.
    boolean ended(DatabaseState database) {
        if (database.snapshot().generation() == 0) {
            return true;
        }
        if (database.stream().ending() == Ending.NOT_ASKED) {
            draft.fact(new FollowingStopRequested(database.name()));
            draft.duty(
                    new StopFollowing(
                            state.name(), database.name(), database.base(), following(database)));
        }
        return database.stream().ending() == Ending.ENDED;
    }

    private void undo(DatabaseState database, String id, List<Change> changes) {
        Issuing.once(
                state,
                id,
                database.name(),
                database.base(),
                now,
                policy,
                draft,
                ref -> new UndoChanges(ref, state.spec(), changes.reversed()));
    }

    private Following following(DatabaseState database) {
        return following(state, database);
    }

    static Following following(MigrationState state, DatabaseState database) {
        return MigrationNames.following(state.spec(), database.spec());
    }
}
