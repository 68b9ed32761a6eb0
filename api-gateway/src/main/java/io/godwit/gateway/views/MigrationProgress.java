package io.godwit.gateway.views;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ApplyRequested;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.CaptureRequested;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.ChangeUndone;
import io.godwit.common.migration.MigrationEvent.ChangesUndone;
import io.godwit.common.migration.MigrationEvent.CompletionStarted;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.CopyResumed;
import io.godwit.common.migration.MigrationEvent.CutoverDrained;
import io.godwit.common.migration.MigrationEvent.CutoverGivenUp;
import io.godwit.common.migration.MigrationEvent.CutoverMarked;
import io.godwit.common.migration.MigrationEvent.CutoverRequested;
import io.godwit.common.migration.MigrationEvent.DatabaseCaughtUp;
import io.godwit.common.migration.MigrationEvent.DatabaseEstimated;
import io.godwit.common.migration.MigrationEvent.DatabaseFinished;
import io.godwit.common.migration.MigrationEvent.DatabasePrepared;
import io.godwit.common.migration.MigrationEvent.DatabaseSettled;
import io.godwit.common.migration.MigrationEvent.DatabaseStartedOver;
import io.godwit.common.migration.MigrationEvent.DatabaseSwapped;
import io.godwit.common.migration.MigrationEvent.DeleteRequested;
import io.godwit.common.migration.MigrationEvent.DriftChecked;
import io.godwit.common.migration.MigrationEvent.EnvironmentCompared;
import io.godwit.common.migration.MigrationEvent.FollowingStarted;
import io.godwit.common.migration.MigrationEvent.FollowingStopped;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationEvent.IndexesPlanned;
import io.godwit.common.migration.MigrationEvent.KeysAttached;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.MigrationFailed;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.MigrationValidationFailed;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.MigrationEvent.PauseRequested;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationEvent.ResumeRequested;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationEvent.RolesPrepared;
import io.godwit.common.migration.MigrationEvent.RuleObjectsFound;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.SnapshotLost;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.migration.MigrationEvent.SnapshotReleased;
import io.godwit.common.migration.MigrationEvent.SnapshotRequested;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.migration.MigrationEvent.TablesCompared;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.MigrationEvent.TargetTidied;
import io.godwit.common.migration.MigrationEvent.ValidationEnded;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.MigrationEvent.WorkStopped;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Notice;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.State;
import io.godwit.common.migration.Substate;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is known of one migration between its creation and its deletion. [#evolve] is the only
/// mutator.
final class MigrationProgress {
    /// A change on a server, and when it was undone.
    record Made(Change change, Instant at, @Nullable Instant undoneAt) {}

    /// Why the migration failed.
    record Failed(Failure failure, Instant at) {}

    final MigrationSpec spec;
    final Instant started;
    final WorkAttempts works = new WorkAttempts();
    final Map<String, DatabaseProgress> databases = new LinkedHashMap<>();
    final Validations validations = new Validations();
    final Set<Notice> notices = new LinkedHashSet<>();
    final Map<String, Made> changes = new LinkedHashMap<>();
    final ComparisonProgress comparisons = new ComparisonProgress();
    private final Set<String> seen = new HashSet<>();
    State state = State.IN_PROGRESS;
    Substate substate = Substate.PERFORMING_PRE_REQUISITE_STEPS;
    int run = 1;
    boolean deleting;
    boolean paused;
    @Nullable Boolean keepTarget;
    @Nullable Instant ended;
    @Nullable RuleStatus validation;
    @Nullable Failed failed;

    MigrationProgress(MigrationSpec spec, Instant started) {
        this.spec = spec;
        this.started = started;
        for (int number = 0; number < spec.databases().size(); number++) {
            var database = spec.databases().get(number);
            databases.put(database.name(), new DatabaseProgress(number, database));
        }
    }

    void evolve(Envelope<MigrationEvent> fact) {
        if (comparisons.evolve(fact)) {
            return;
        }
        Instant at = fact.at();
        switch (fact.payload()) {
            case MigrationCreated _, RequestRefused _, MigrationDeleted _ -> {
                // The view sees to these.
            }
            case CancelRequested canceled -> once(fact, () -> cancel(canceled));
            case RetryRequested retried -> once(fact, () -> retry(retried));
            case DeleteRequested deleted -> once(fact, () -> delete(deleted));
            case ValidationEnded end -> once(fact, () -> validationEnded(end, at));
            case CompletionStarted _ -> once(fact, () -> doing(Substate.COMPLETING_MIGRATION));
            case MigrationSucceeded _ ->
                    once(fact, () -> end(State.SUCCEEDED, Substate.COMPLETED, at));
            case MigrationFailed end -> once(fact, () -> fail(end, at));
            case MigrationValidationFailed _ ->
                    once(fact, () -> end(State.VALIDATION_FAILED, Substate.FAILED, at));
            case MigrationCanceled _ ->
                    once(fact, () -> end(State.CANCELED, Substate.COMPLETED, at));
            case WorkIssued issued -> issued(issued.work(), at);
            case WorkFailed end -> works.failed(end.work(), end.failure(), at);
            case WorkStopped end -> works.stopped(end.work(), at);
            case DatabaseStartedOver over -> startOver(over);
            case RulesChecked end -> checked(end, at);
            case RuleObjectsFound found -> once(fact, () -> validations.found(found));
            case DatabaseEstimated made -> validations.estimated(made);
            case EnvironmentCompared made -> validations.compared(made);
            case ChangeIntended intended -> once(fact, () -> made(intended.change(), at));
            case ChangeUndone undone -> once(fact, () -> undone(undone.changeId(), at));
            case NoticeRaised raised -> notices.add(raised.notice());
            case RolesPrepared end -> works.done(end.work(), at);
            case TablesPlanned plan -> database(plan.work(), on -> on.planned(plan));
            case CopiesPlanned plan -> database(plan.work(), on -> on.planned(plan));
            case IndexesPlanned plan -> database(plan.work(), on -> on.planned(plan));
            case DatabasePrepared end -> done(end.work(), at, on -> on.prepared(end, at));
            case TablesCopied end -> copied(end, at);
            case CopyResumed end -> resumed(end, at);
            case IndexesBuilt end -> done(end.work(), at, on -> on.built(end));
            case KeysAttached end -> works.done(end.work(), at);
            case DatabaseFinished end -> done(end.work(), at, on -> on.finished(end.work(), at));
            case TablesCompared end -> done(end.work(), at, on -> on.compared(end));
            case DatabaseSwapped end -> {
                done(end.work(), at, on -> on.swapped(end.work(), at));
                on(end.work(), known -> known.swapped(at));
                settle();
            }
            case TargetTidied end -> works.done(end.work(), at);
            case ChangesUndone end -> works.done(end.work(), at);
            case SnapshotRequested requested -> snapshot(requested, at);
            case SnapshotOpened _, SnapshotLost _, SnapshotReleased _ -> {
                // The orchestrator's answers to them are what shows.
            }
            default -> following(fact);
        }
    }

    /// The facts of following and cutover, of an online migration alone.
    private void following(Envelope<MigrationEvent> fact) {
        Instant at = fact.at();
        switch (fact.payload()) {
            case FollowingStarted started ->
                    on(started.database(), known -> known.following = started.following());
            case CaptureRequested asked ->
                    on(asked.work(), known -> known.requested(asked.work(), at));
            case ApplyRequested asked ->
                    on(asked.work(), known -> known.requested(asked.work(), at));
            case StreamStopped stopped -> on(stopped.work(), known -> known.stopped(stopped, at));
            case DatabaseCaughtUp caught -> caughtUp(caught.work());
            case PauseRequested _ -> once(fact, () -> paused = true);
            case ResumeRequested _ -> once(fact, () -> paused = false);
            case FollowingStopped stopped -> on(stopped.database(), known -> known.ended = true);
            case CutoverRequested requested ->
                    requested
                            .databases()
                            .forEach(name -> on(name, known -> known.cutover(requested, at)));
            case DriftChecked checked -> works.done(checked.work(), at);
            case CutoverMarked marked -> {
                works.done(marked.work(), at);
                on(marked.work(), known -> known.marked(marked));
            }
            case CutoverDrained drained ->
                    on(drained.database(), known -> known.drained(drained, at));
            case DatabaseSettled settled -> works.done(settled.work(), at);
            case CutoverGivenUp given -> on(given.database(), known -> known.givenUp(given, at));
            default -> {
                // The orchestrator's own bookkeeping.
            }
        }
        settle();
    }

    private void on(WorkRef work, Consumer<FollowingProgress> change) {
        on(WorkRef.databaseOf(work), change);
    }

    private void on(String name, Consumer<FollowingProgress> change) {
        DatabaseProgress database = databases.get(name);
        if (database != null) {
            change.accept(database.following);
        }
    }

    /// Whether an online migration now waits for a person, cuts over, or does neither.
    private void settle() {
        boolean moving = state == State.IN_PROGRESS || state == State.WAITING_FOR_USER_ACTION;
        if (!moving || substate == Substate.CANCELING || spec.mode() != Mode.ONLINE) {
            return;
        }
        List<DatabaseProgress> left =
                databases.values().stream().filter(database -> database.swapped == null).toList();
        boolean cutting =
                left.stream()
                        .map(database -> database.following.cutover)
                        .anyMatch(cutover -> cutover != null && cutover.underWay());
        boolean ready = left.stream().allMatch(database -> database.following.caughtUp);
        if (left.isEmpty() || cutting) {
            state = State.IN_PROGRESS;
            substate = Substate.COMPLETING_MIGRATION;
        } else if (ready) {
            state = State.WAITING_FOR_USER_ACTION;
            substate = Substate.WAITING_FOR_CUTOVER_TRIGGER;
        } else if (left.stream().anyMatch(database -> database.following.following != null)) {
            state = State.IN_PROGRESS;
            substate = Substate.MIGRATING_DATA;
        }
    }

    private void once(Envelope<MigrationEvent> fact, Runnable change) {
        if (seen.add(fact.id())) {
            change.run();
        }
    }

    private void cancel(CancelRequested canceled) {
        run = Math.max(run, canceled.run());
        keepTarget = canceled.keepTarget();
        inProgress(Substate.CANCELING);
    }

    private void retry(RetryRequested retried) {
        run = Math.max(run, retried.run());
        failed = null;
        validation = null;
        inProgress(Substate.PERFORMING_PRE_REQUISITE_STEPS);
    }

    private void delete(DeleteRequested deleted) {
        run = Math.max(run, deleted.run());
        deleting = true;
    }

    private void fail(MigrationFailed end, Instant at) {
        if (end.run() >= run) {
            failed = new Failed(end.failure(), at);
            end(State.FAILED, Substate.FAILED, at);
        }
    }

    private void end(State ending, Substate detail, Instant at) {
        state = ending;
        substate = detail;
        ended = at;
    }

    private void inProgress(Substate doing) {
        state = State.IN_PROGRESS;
        substate = doing;
        ended = null;
    }

    private void doing(Substate next) {
        if (state == State.IN_PROGRESS && substate != Substate.CANCELING) {
            substate = next;
        }
    }

    private void issued(WorkRef work, Instant at) {
        DatabaseProgress database = databases.get(work.database());
        if (database != null && !database.counts(work.generation())) {
            return;
        }
        if (works.issued(work, at)) {
            if (database != null) {
                database.issued(work, at);
            }
            if (work.run() >= run) {
                doing(substateOf(work.id()));
            }
        }
    }

    private Substate substateOf(String work) {
        return switch (WorkIds.kind(work)) {
            case VALIDATION -> Substate.VALIDATION_IN_PROGRESS;
            case ROLES, PREPARATION, COPY, INDEXES, FINISH, COMPARISON -> Substate.MIGRATING_DATA;
            case SWAP, TIDYING -> Substate.COMPLETING_MIGRATION;
            case STREAM, UNDO, OTHER -> substate;
        };
    }

    private void startOver(DatabaseStartedOver over) {
        DatabaseProgress database = databases.get(over.database());
        if (database != null && database.startedOver(over.generation())) {
            works.startOver(over.database(), over.generation());
        }
    }

    private void checked(RulesChecked end, Instant at) {
        works.done(end.work(), at);
        validations.checked(end);
    }

    private void validationEnded(ValidationEnded end, Instant at) {
        validation = end.status();
        validations.ended(run, end.status(), at);
    }

    private void made(Change change, Instant at) {
        Made known = changes.get(change.id());
        if (known == null || known.undoneAt() != null) {
            changes.put(change.id(), new Made(change, at, null));
        }
    }

    private void undone(String change, Instant at) {
        changes.computeIfPresent(change, (_, made) -> new Made(made.change(), made.at(), at));
    }

    private void snapshot(SnapshotRequested requested, Instant at) {
        DatabaseProgress database = databases.get(requested.database());
        if (database != null && database.snapshotRequested(requested.generation(), at)) {
            doing(Substate.MIGRATING_DATA);
        }
    }

    private void done(WorkRef work, Instant at, Consumer<DatabaseProgress> change) {
        DatabaseProgress database = databases.get(work.database());
        if (database != null && database.counts(work.generation()) && works.counts(work)) {
            works.done(work, at);
            change.accept(database);
        }
    }

    private void resumed(CopyResumed end, Instant at) {
        DatabaseProgress database = databases.get(end.work().database());
        if (database == null || !database.counts(end.work().generation())) {
            return;
        }
        works.done(end.work(), at);
        for (int copy : end.copies()) {
            if (works.undone(WorkIds.copy(database.number, copy), end.work(), at)) {
                database.undone(copy);
            }
        }
    }

    /// Before a database is finished this only says that all its tables stand at one moment.
    private void caughtUp(WorkRef work) {
        DatabaseProgress database = databases.get(WorkRef.databaseOf(work));
        if (database != null && database.finished != null) {
            database.following.caughtUp = true;
        }
    }

    private void copied(TablesCopied end, Instant at) {
        WorkAttempts.Attempt attempt = works.newest(end.work().id());
        Instant since = attempt == null ? null : attempt.since();
        done(end.work(), at, on -> on.copied(end, since, at));
    }

    private void database(WorkRef work, Consumer<DatabaseProgress> change) {
        DatabaseProgress database = databases.get(work.database());
        if (database != null) {
            change.accept(database);
        }
    }
}
