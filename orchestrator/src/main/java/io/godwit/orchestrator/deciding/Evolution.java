package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.DriftLook;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ApplyRequested;
import io.godwit.common.migration.MigrationEvent.ApplyStopRequested;
import io.godwit.common.migration.MigrationEvent.ApplyStopped;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.CaptureRequested;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.ChangeUndone;
import io.godwit.common.migration.MigrationEvent.ChangesUndone;
import io.godwit.common.migration.MigrationEvent.ComparisonEnded;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
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
import io.godwit.common.migration.MigrationEvent.FollowingStopRequested;
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
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
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
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.orchestrator.deciding.ChangeStream.Ending;
import io.godwit.orchestrator.deciding.ChangeStream.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The only way a [MigrationState] comes to be: one fact after the other, live and in replay alike.
/// A fact that comes late or twice changes nothing that it should not.
public final class Evolution {
    private Evolution() {}

    /// @param state null if the migration does not exist
    /// @return null if it does not exist any more
    public static @Nullable MigrationState evolve(
            @Nullable MigrationState state, Envelope<MigrationEvent> fact) {
        if (fact.payload() instanceof MigrationCreated created) {
            return state == null ? created(created.spec(), fact.causation(), fact.at()) : state;
        }
        return state == null ? null : existing(state, fact.payload(), fact.at());
    }

    /// What a migration is right after it was created.
    ///
    /// @param requestId of the request that created it
    public static MigrationState created(
            MigrationSpec spec, @Nullable String requestId, Instant at) {
        Map<String, DatabaseState> databases = new LinkedHashMap<>();
        for (int number = 0; number < spec.databases().size(); number++) {
            var database = spec.databases().get(number);
            databases.put(database.name(), DatabaseState.of(database, number, at));
        }
        Phase first = spec.option().validates() ? Phase.VALIDATING : Phase.MIGRATING;
        return new MigrationState(
                spec,
                requestId,
                first,
                1,
                first,
                Map.of(),
                Set.of(),
                databases,
                RuleStatus.SUCCEEDED,
                List.of(),
                false,
                false,
                0,
                null,
                null,
                at,
                null);
    }

    private static @Nullable MigrationState existing(
            MigrationState state, MigrationEvent event, Instant at) {
        return ComparisonEvolution.workOf(event)
                .map(work ->
                        state.withComparison(
                                ComparisonEvolution.evolve(state.comparison(), event, work, at)))
                .orElseGet(() -> ofMigration(state, event, at));
    }

    private static @Nullable MigrationState ofMigration(
            MigrationState state, MigrationEvent event, Instant at) {
        return switch (event) {
            case MigrationCreated _,
                    RequestRefused _,
                    NoticeRaised _,
                    RuleObjectsFound _,
                    DatabaseEstimated _,
                    EnvironmentCompared _ ->
                    state;
            case CancelRequested canceled -> canceled(state, canceled);
            case RetryRequested retried -> retried(state, retried);
            case DeleteRequested deleted -> deleted(state, deleted);
            case ValidationEnded ended -> validated(state, ended);
            case CompletionStarted _ ->
                    state.phase() == Phase.MIGRATING ? state.withPhase(Phase.COMPLETING) : state;
            case MigrationSucceeded _ -> state.ended(Phase.SUCCEEDED, null, at);
            case MigrationFailed failed ->
                    failed.run() == state.run()
                            ? state.ended(Phase.FAILED, failed.failure(), at)
                            : state;
            case MigrationValidationFailed _ -> validationFailed(state, at);
            case MigrationCanceled _ -> state.ended(Phase.CANCELED, null, at);
            case MigrationDeleted _ -> null;
            case DatabaseStartedOver over -> startedOver(state, over);
            case WorkIssued issued -> issued(state, issued.work(), at);
            case WorkFailed failed ->
                    answered(
                            state,
                            failed.work(),
                            work ->
                                    ofEarlierSnapshot(state, work, failed.failure())
                                            ? work.stopped(at)
                                            : work.failed(failed.failure(), at));
            case WorkStopped stopped -> answered(state, stopped.work(), work -> work.stopped(at));
            case RulesChecked checked -> checked(state, checked, at);
            case ChangeIntended intended -> intended(state, intended.change());
            case ChangeUndone undone -> undone(state, undone.changeId());
            case RolesPrepared done -> done(state, done.work(), at);
            case TablesPlanned planned ->
                    planned(state, planned.work(), plan -> plan.withTables(planned.tables()));
            case CopiesPlanned planned ->
                    planned(state, planned.work(), plan -> plan.withCopies(planned.copies()));
            case IndexesPlanned planned ->
                    planned(state, planned.work(), plan -> plan.withBuilds(planned.builds()));
            case DatabasePrepared prepared -> prepared(state, prepared, at);
            case TablesCopied done -> done(state, done.work(), at);
            case CopyResumed resumed -> copyResumed(state, resumed, at);
            case IndexesBuilt done -> done(state, done.work(), at);
            case KeysAttached done -> done(state, done.work(), at);
            case DatabaseFinished done -> done(state, done.work(), at);
            case TablesCompared compared -> compared(done(state, compared.work(), at), compared);
            case DatabaseSwapped done ->
                    stream(
                            done(state, done.work(), at),
                            WorkRef.databaseOf(done.work()),
                            ChangeStream::asSwapped);
            case TargetTidied done -> done(state, done.work(), at);
            case ChangesUndone done -> done(state, done.work(), at);
            case SnapshotRequested requested ->
                    snapshot(
                            toResume(state, requested),
                            requested.database(),
                            requested.generation() - 1,
                            held -> held.requested(requested.generation(), at));
            case SnapshotOpened opened ->
                    snapshot(
                            state,
                            opened.database(),
                            opened.generation(),
                            held ->
                                    held.status() == HeldSnapshot.Status.REQUESTED
                                            ? held.opened(opened.snapshot(), opened.visible(), at)
                                            : held);
            case SnapshotLost lost ->
                    snapshot(
                            state,
                            lost.database(),
                            lost.generation(),
                            held -> held.isWanted() ? held.lost(lost.failure(), at) : held);
            case SnapshotReleased released ->
                    snapshot(
                            state,
                            released.database(),
                            released.generation(),
                            held -> held.released(at));
            case FollowingStarted started ->
                    stream(
                            state,
                            started.database(),
                            stream -> stream.started(started.following(), started.horizon()));
            case CaptureRequested asked ->
                    capture(state, asked.work(), part -> part.requested(asked.work()));
            case ApplyRequested asked ->
                    apply(state, asked.work(), part -> part.requested(asked.work()));
            case StreamStopped stopped -> streamStopped(state, stopped);
            case DatabaseCaughtUp caught -> caughtUp(state, WorkRef.databaseOf(caught.work()));
            case PauseRequested _ -> state.paused(true);
            case ResumeRequested _ -> resumed(state).paused(false);
            case ApplyStopRequested asked ->
                    stream(
                            state,
                            asked.database(),
                            stream -> stream.withApply(stream.apply().stopping(asked.epoch())));
            case ApplyStopped stopped ->
                    stream(
                            state,
                            stopped.database(),
                            stream -> stream.withApply(stream.apply().ended(stopped.epoch())));
            case FollowingStopRequested asked ->
                    stream(state, asked.database(), stream -> stream.with(Ending.ASKED));
            case FollowingStopped stopped ->
                    stream(state, stopped.database(), stream -> stream.with(Ending.ENDED));
            case CutoverRequested requested -> cutoverRequested(state, requested, at);
            case DriftChecked checked -> checked(state, checked, at);
            case CutoverMarked marked ->
                    cutover(state, marked.work(), at, cutover -> cutover.marked(marked.lsn()));
            case CutoverDrained drained ->
                    cutover(
                            state,
                            drained.database(),
                            drained.number(),
                            cutover -> cutover.reached(drained.lsn()));
            case DatabaseSettled done -> done(state, done.work(), at);
            case CutoverGivenUp given -> givenUp(state, given);
            case ComparisonRequested asked ->
                    state.withComparison(ComparisonEvolution.requested(state.comparison(), asked));
            case ComparisonEnded ended ->
                    state.withComparison(ComparisonEvolution.ended(state.comparison(), ended));
            // Work of a comparison is seen to before.
            case PiecesPlanned _, ComparisonPlanned _, PieceCompared _ -> state;
        };
    }

    private static MigrationState stream(
            MigrationState state, String name, UnaryOperator<ChangeStream> change) {
        DatabaseState database = state.databases().get(name);
        return database == null
                ? state
                : state.withDatabase(database.with(change.apply(database.stream())));
    }

    private static MigrationState capture(
            MigrationState state, WorkRef work, UnaryOperator<Part> change) {
        return stream(
                state,
                WorkRef.databaseOf(work),
                stream -> stream.withCapture(change.apply(stream.capture())));
    }

    private static MigrationState apply(
            MigrationState state, WorkRef work, UnaryOperator<Part> change) {
        return stream(
                state,
                WorkRef.databaseOf(work),
                stream -> stream.withApply(change.apply(stream.apply())));
    }

    private static MigrationState streamStopped(MigrationState state, StreamStopped stopped) {
        WorkRef work = stopped.work();
        return WorkIds.isCapture(work.id())
                ? capture(state, work, part -> part.stopped(work, stopped.failure()))
                : apply(state, work, part -> part.stopped(work, stopped.failure()));
    }

    private static MigrationState resumed(MigrationState state) {
        return state.withDatabases(
                state.databases().values().stream()
                        .map(database -> database.with(database.stream().resumed()))
                        .toList());
    }

    private static MigrationState cutoverRequested(
            MigrationState state, CutoverRequested requested, Instant at) {
        MigrationState changed = state.withCutovers(requested.number());
        for (String database : requested.databases()) {
            changed = stream(changed, database, stream -> stream.with(Cutover.of(requested, at)));
        }
        return changed;
    }

    private static MigrationState checked(MigrationState state, DriftChecked checked, Instant at) {
        DatabaseState database = state.databases().get(WorkRef.databaseOf(checked.work()));
        Plan plan = database == null ? Plan.NONE : database.plan();
        return cutover(
                state,
                checked.work(),
                at,
                cutover -> looked(cutover, checked, plan.known(checked.unproven()), at));
    }

    /// A look of an earlier version tells no catalogs, which are no database's: the second look is
    /// a whole one then.
    ///
    /// @param unproven by their planned numbers
    private static Cutover looked(
            Cutover cutover, DriftChecked checked, List<TableRef> unproven, Instant at) {
        if (WorkIds.isAgain(checked.work().id())) {
            return cutover.lookedAgain(unproven);
        }
        DriftLook look = checked.look();
        return cutover.looked(
                look == null
                        ? new DriftLook("", unproven, List.of())
                        : new DriftLook(look.catalogs(), unproven, look.proven()),
                at);
    }

    /// Its work is done, which says this of it.
    private static MigrationState cutover(
            MigrationState state, WorkRef work, Instant at, UnaryOperator<Cutover> change) {
        return cutover(
                done(state, work, at),
                WorkRef.databaseOf(work),
                WorkIds.cutoverOf(work.id()),
                change);
    }

    private static MigrationState cutover(
            MigrationState state, String database, int number, UnaryOperator<Cutover> change) {
        return stream(
                state,
                database,
                stream -> {
                    Cutover cutover = stream.cutover();
                    return cutover == null || cutover.number() != number
                            ? stream
                            : stream.with(change.apply(cutover));
                });
    }

    private static MigrationState givenUp(MigrationState state, CutoverGivenUp given) {
        DatabaseState database = state.databases().get(given.database());
        if (database == null) {
            return state;
        }
        Cutover cutover = database.stream().cutover();
        if (cutover == null || cutover.number() != given.number()) {
            return state;
        }
        ChangeStream stream = database.stream().with((Cutover) null);
        return state.withDatabase(database.withDifference(false).with(stream));
    }

    private static MigrationState canceled(MigrationState state, CancelRequested canceled) {
        return canceled.run() < state.run()
                ? state
                : newRun(state, canceled.run() + 1, Phase.CANCELING, canceled.keepTarget());
    }

    private static MigrationState deleted(MigrationState state, DeleteRequested deleted) {
        return deleted.run() < state.run()
                ? state
                : newRun(state, deleted.run() + 1, Phase.DELETING, false);
    }

    private static MigrationState retried(MigrationState state, RetryRequested retried) {
        if (retried.run() <= state.run()) {
            return state;
        }
        MigrationState again = resumed(newRun(state, retried.run(), state.resume(), false));
        if (state.phase() != Phase.VALIDATION_FAILED && state.phase() != Phase.SUCCEEDED) {
            return again;
        }
        return again.withWorks(validatedAgain(again.works(), retried.unmetRulesOnly()))
                .withValidation(RuleStatus.SUCCEEDED);
    }

    private static Map<String, WorkState> validatedAgain(
            Map<String, WorkState> works, boolean unmetRulesOnly) {
        Map<String, WorkState> all = new LinkedHashMap<>(works);
        if (unmetRulesOnly) {
            all.replaceAll((id, work) -> isValidation(id) ? work.again() : work);
        } else {
            all.keySet().removeIf(Evolution::isValidation);
        }
        return all;
    }

    private static boolean isValidation(String work) {
        return WorkIds.kind(work) == WorkIds.Kind.VALIDATION;
    }

    private static MigrationState newRun(
            MigrationState state, int run, Phase phase, boolean keepTarget) {
        Map<String, WorkState> works = new LinkedHashMap<>();
        state.works().forEach((id, work) -> works.put(id, work.forNewRun()));
        return state.withRun(run, phase, state.resume(), keepTarget)
                .withWorks(works)
                .withDatabases(
                        state.databases().values().stream()
                                .map(database -> database.with(database.snapshot().forNewRun()))
                                .toList());
    }

    private static MigrationState validated(MigrationState state, ValidationEnded ended) {
        boolean goesOn =
                state.phase() == Phase.VALIDATING
                        && state.spec().option().migrates()
                        && ended.status() != RuleStatus.FAILED;
        return goesOn ? state.withPhase(Phase.MIGRATING) : state;
    }

    private static MigrationState validationFailed(MigrationState state, Instant at) {
        return state.phase() == Phase.VALIDATING
                ? state.ended(Phase.VALIDATION_FAILED, null, at)
                : state;
    }

    private static MigrationState issued(MigrationState state, WorkRef ref, Instant at) {
        WorkState before = state.work(ref.id());
        if (before != null && before.ref().attempt() >= ref.attempt()) {
            return state;
        }
        return state.withWork(WorkState.issued(ref, at, before));
    }

    /// A failure or a stop counts only for the latest attempt, while it is waited for.
    private static MigrationState answered(
            MigrationState state, WorkRef ref, UnaryOperator<WorkState> answer) {
        MigrationState without = withoutLeftover(state, ref);
        WorkState work = without.work(ref.id());
        return work != null && work.outstanding() && work.ref().equals(ref)
                ? without.withWork(answer.apply(work))
                : without;
    }

    /// A success counts whichever attempt brings it: the target's transaction let only one through.
    private static MigrationState done(MigrationState state, WorkRef ref, Instant at) {
        MigrationState without = withoutLeftover(state, ref);
        WorkState work = without.work(ref.id());
        if (work == null && ofContent(state, ref)) {
            return without.withWork(WorkState.issued(ref, at, null).done(at));
        }
        boolean ofThis = work != null && work.ref().generation() == ref.generation();
        if (work == null || !ofThis || work.isDone()) {
            return without;
        }
        MigrationState kept =
                work.outstanding() && !work.ref().equals(ref)
                        ? withLeftover(without, work.ref())
                        : without;
        return kept.withWork(work.done(at));
    }

    /// Whether it is work on the content of a staging database that is still the present one. What
    /// was done there is done, even if nobody knows that it was issued: workers would not do it
    /// again.
    private static boolean ofContent(MigrationState state, WorkRef ref) {
        DatabaseState database = ofGeneration(state, ref);
        return database != null && ref.id().startsWith(WorkIds.of(database.number()));
    }

    private static MigrationState withLeftover(MigrationState state, WorkRef ref) {
        Set<WorkRef> leftovers = new HashSet<>(state.leftovers());
        leftovers.add(ref);
        return state.withLeftovers(leftovers);
    }

    private static MigrationState withoutLeftover(MigrationState state, WorkRef ref) {
        if (!state.leftovers().contains(ref)) {
            return state;
        }
        Set<WorkRef> leftovers = new HashSet<>(state.leftovers());
        leftovers.remove(ref);
        return state.withLeftovers(leftovers);
    }

    /// What an earlier run found does not count in this one: the person has mended it since.
    private static MigrationState checked(MigrationState state, RulesChecked checked, Instant at) {
        WorkState work = state.work(checked.work().id());
        if (work == null
                || work.isDone()
                || work.ref().run() != checked.work().run()
                || isOfEarlierRun(work, state)) {
            return withoutLeftover(state, checked.work());
        }
        RuleStatus worst = state.validation();
        for (var result : checked.results()) {
            worst = worst.and(result.status());
        }
        List<String> unmet =
                checked.results().stream()
                        .filter(result -> result.status() != RuleStatus.SUCCEEDED)
                        .map(RuleResult::code)
                        .toList();
        MigrationState done = done(state, checked.work(), at);
        WorkState ended = done.work(checked.work().id());
        return (ended == null ? done : done.withWork(ended.checked(unmet))).withValidation(worst);
    }

    /// To be asked again, and an earlier answer came once more.
    private static boolean isOfEarlierRun(WorkState work, MigrationState state) {
        return !work.outstanding() && work.ref().run() < state.run();
    }

    private static MigrationState intended(MigrationState state, Change change) {
        if (state.changes().stream().anyMatch(known -> known.id().equals(change.id()))) {
            return state;
        }
        List<Change> changes = new ArrayList<>(state.changes());
        changes.add(change);
        return state.withChanges(List.copyOf(changes));
    }

    private static MigrationState undone(MigrationState state, String changeId) {
        return state.withChanges(
                state.changes().stream().filter(change -> !change.id().equals(changeId)).toList());
    }

    private static MigrationState planned(
            MigrationState state, WorkRef ref, UnaryOperator<Plan> addition) {
        DatabaseState database = ofGeneration(state, ref);
        if (database == null || database.prepared()) {
            return state;
        }
        Plan plan = database.plan().ofAttempt(ref.attempt());
        return state.withDatabase(database.with(addition.apply(plan), false));
    }

    private static MigrationState prepared(
            MigrationState state, DatabasePrepared prepared, Instant at) {
        DatabaseState database = ofGeneration(state, prepared.work());
        if (database == null || database.prepared()) {
            return done(state, prepared.work(), at);
        }
        Plan plan =
                database.plan()
                        .ofAttempt(prepared.work().attempt())
                        .complete(prepared.tables(), prepared.copies(), prepared.builds());
        return done(state, prepared.work(), at).withDatabase(database.with(plan, true));
    }

    private static @Nullable DatabaseState ofGeneration(MigrationState state, WorkRef ref) {
        String name = ref.database();
        DatabaseState database = name == null ? null : state.databases().get(name);
        return database != null && database.base() == ref.generation() ? database : null;
    }

    private static MigrationState compared(MigrationState state, TablesCompared compared) {
        DatabaseState database = ofGeneration(state, compared.work());
        boolean equal = compared.tables().stream().allMatch(ComparedTable::equal);
        return database == null || equal || ofAnotherCutover(database, compared.work())
                ? state
                : state.withDatabase(database.withDifference(true));
    }

    /// One that was given up meanwhile.
    private static boolean ofAnotherCutover(DatabaseState database, WorkRef work) {
        Cutover cutover = database.stream().cutover();
        return WorkIds.provesCutover(work.id())
                && (cutover == null || cutover.number() != WorkIds.cutoverOf(work.id()));
    }

    /// Attempts on the old staging database become leftovers; everything about it is forgotten.
    private static MigrationState startedOver(MigrationState state, DatabaseStartedOver over) {
        DatabaseState database = state.databases().get(over.database());
        if (database == null || database.base() >= over.generation()) {
            return state;
        }
        String prefix = WorkIds.of(database.number());
        Map<String, WorkState> works = new LinkedHashMap<>();
        Set<WorkRef> leftovers = new HashSet<>(state.leftovers());
        state.works()
                .forEach((id, work) -> {
                    if (!id.startsWith(prefix)) {
                        works.put(id, work);
                    } else if (work.outstanding()) {
                        leftovers.add(work.ref());
                    }
                });
        return state.withWorks(works)
                .withLeftovers(leftovers)
                .withDatabase(database.startedOver(over.generation()));
    }

    private static MigrationState snapshot(
            MigrationState state, String name, int generation, UnaryOperator<HeldSnapshot> change) {
        DatabaseState database = state.databases().get(name);
        return database == null || database.snapshot().generation() != generation
                ? state
                : state.withDatabase(database.with(change.apply(database.snapshot())));
    }

    /// A lost snapshot's work may tell of the loss when there is another one already.
    private static boolean ofEarlierSnapshot(
            MigrationState state, WorkState work, Failure failure) {
        String name = work.ref().database();
        DatabaseState database = name == null ? null : state.databases().get(name);
        return failure.code() == FailureCode.SNAPSHOT_LOST
                && database != null
                && database.snapshot().isOpen()
                && work.since().isBefore(database.snapshot().since());
    }

    /// What was copied under the snapshot before has to be looked at, unless it is everything.
    private static MigrationState toResume(MigrationState state, SnapshotRequested requested) {
        DatabaseState database = state.databases().get(requested.database());
        if (database == null
                || !state.online()
                || !database.prepared()
                || database.snapshot().generation() != requested.generation() - 1
                || state.copied(database)) {
            return state;
        }
        return resumeAgain(state, database, database.snapshot().since())
                .withDatabase(database.with(Coherence.TO_RESUME));
    }

    /// What was emptied counts as not copied, whatever attempts under earlier snapshots may tell
    /// later.
    private static MigrationState copyResumed(
            MigrationState state, CopyResumed resumed, Instant at) {
        DatabaseState database = state.databases().get(WorkRef.databaseOf(resumed.work()));
        if (database == null || resumed.work().generation() <= database.base()) {
            return withoutLeftover(state, resumed.work());
        }
        MigrationState next = done(state, resumed.work(), at);
        for (int copy : resumed.copies()) {
            next = undone(next, WorkIds.copy(database.number(), copy), resumed.work(), at);
        }
        if (database.coherence() != Coherence.TO_RESUME) {
            return next;
        }
        if (!resumed.changed().isEmpty()) {
            return next.withDatabase(database.with(Coherence.CHANGED));
        }
        return database.snapshot().generation() == resumed.work().generation()
                ? next.withDatabase(database.with(Coherence.SEVERAL_SNAPSHOTS))
                : resumeAgain(next, database, at);
    }

    private static MigrationState undone(MigrationState state, String id, WorkRef by, Instant at) {
        WorkState work = state.work(id);
        if (work == null || work.ref().generation() >= by.generation()) {
            return state;
        }
        MigrationState kept = work.outstanding() ? withLeftover(state, work.ref()) : state;
        return kept.withWork(work.undone(by.generation(), at));
    }

    /// The snapshot that the copy was resumed under is gone as well.
    private static MigrationState resumeAgain(
            MigrationState state, DatabaseState database, Instant at) {
        WorkState work = state.work(WorkIds.resume(database.number()));
        return work == null || !work.isDone() ? state : state.withWork(work.stopped(at));
    }

    /// Before the database is finished, this only says that its tables stand at one moment again.
    private static MigrationState caughtUp(MigrationState state, String name) {
        DatabaseState database = state.databases().get(name);
        if (database == null || state.finished(database)) {
            return stream(state, name, ChangeStream::asCaughtUp);
        }
        return database.coherence() == Coherence.SEVERAL_SNAPSHOTS
                ? state.withDatabase(database.with(Coherence.LEVEL))
                : state;
    }
}
