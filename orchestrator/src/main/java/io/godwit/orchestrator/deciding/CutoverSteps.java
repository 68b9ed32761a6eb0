package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.DriftLook;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CutoverGivenUp;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.migration.WorkerCommand.MarkCutover;
import io.godwit.common.migration.WorkerCommand.SettleDatabase;
import io.godwit.orchestrator.deciding.ChangeStream.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One database's way from following to its final name: a look at the schema, fence and marker,
/// drained to the marker, what is not in the stream and beside it another look at the schema, which
/// nobody could change since, comparison, swap. Until the swap everything can be given up, and then
/// the database is followed on as if nothing had been.
final class CutoverSteps {
    private static final String LOOKS_LONG =
            "the schema, and tables that were changed while they were followed, were not compared by"
                    + " the deadline; a longer timeout leaves them the time, while applications"
                    + " write on";

    /// Others need the validator while their applications wait.
    private static final int MOST_LOOKING = 2;

    private final MigrationState state;
    private final Instant now;
    private final RetryPolicy policy;
    private final Decision.Draft draft;
    private final BoundedWork comparisons;
    private int begun;

    /// Issues work within the migration's parallelism.
    interface BoundedWork {
        void issue(DatabaseState database, String id, Function<WorkRef, WorkerCommand> command);
    }

    CutoverSteps(
            MigrationState state,
            Instant now,
            RetryPolicy policy,
            Decision.Draft draft,
            BoundedWork comparisons) {
        this.state = state;
        this.now = now;
        this.policy = policy;
        this.draft = draft;
        this.comparisons = comparisons;
    }

    void move(DatabaseState database, Cutover cutover) {
        Optional<Failure> failure = failure(database, cutover);
        if (failure.isPresent()) {
            draft.fact(new CutoverGivenUp(database.name(), cutover.number(), failure.get()));
        } else if (cutover.look() == null) {
            lookFirst(database, cutover);
        } else if (cutover.marker() == null) {
            mark(database, cutover);
        } else {
            finish(database, cutover);
        }
    }

    private void finish(DatabaseState database, Cutover cutover) {
        String again = WorkIds.checkDriftAgain(database.number(), cutover.number());
        look(database, again, cutover.look());
        if (cutover.drained()
                && settled(database, cutover)
                && state.done(again)
                && compared(database, cutover)) {
            swap(database, cutover);
        }
    }

    private Optional<Failure> failure(DatabaseState database, Cutover cutover) {
        return fatalWork(database, cutover)
                .or(() -> late(cutover))
                .or(() -> stopped(database, cutover))
                .or(() -> difference(database, cutover));
    }

    private Optional<Failure> fatalWork(DatabaseState database, Cutover cutover) {
        String prefix = WorkIds.cutover(database.number(), cutover.number());
        return state.works().values().stream()
                .filter(work -> work.ref().id().startsWith(prefix))
                .filter(work -> work.status() == WorkState.Status.FAILED)
                .filter(work -> work.fatal(policy))
                .map(WorkState::failure)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<Failure> late(Cutover cutover) {
        return cutover.drained() || now.isBefore(cutover.deadline())
                ? Optional.empty()
                : Optional.of(
                        Failure.of(
                                FailureCode.CUTOVER_TIMEOUT,
                                cutover.look() == null
                                        ? LOOKS_LONG
                                        : "the target had not reached the marker by the deadline"));
    }

    private static Optional<Failure> stopped(DatabaseState database, Cutover cutover) {
        if (cutover.drained()) {
            return Optional.empty();
        }
        ChangeStream stream = database.stream();
        return Stream.of(stream.capture(), stream.apply())
                .filter(part -> part.is(Status.STOPPED))
                .map(ChangeStream.Part::failure)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<Failure> difference(DatabaseState database, Cutover cutover) {
        return database.differing() && allCompared(database, cutover)
                ? Optional.of(
                        Failure.of(
                                FailureCode.ROWS_DIFFER,
                                database.name() + " differs on source and target"))
                : Optional.empty();
    }

    private void lookFirst(DatabaseState database, Cutover cutover) {
        if (looking() + begun < MOST_LOOKING) {
            String id = WorkIds.checkDrift(database.number(), cutover.number());
            begun += look(database, id, null) ? 1 : 0;
        }
    }

    /// Databases whose first look was begun by an earlier decision.
    private long looking() {
        return state.works().values().stream()
                .filter(WorkState::outstanding)
                .filter(work -> WorkIds.looksFirst(work.ref().id()))
                .count();
    }

    /// @param before null to prove before the applications wait what the stream does not vouch for
    private boolean look(DatabaseState database, String id, @Nullable DriftLook before) {
        return issue(
                database,
                id,
                ref ->
                        new CheckDrift(
                                ref,
                                state.spec().endpoints(),
                                database.name(),
                                state.staging(database),
                                database.spec().tables(),
                                StreamSteps.following(state, database).publication(),
                                before));
    }

    private void mark(DatabaseState database, Cutover cutover) {
        issue(
                database,
                WorkIds.mark(database.number(), cutover.number()),
                ref ->
                        new MarkCutover(
                                ref,
                                state.spec(),
                                database.spec(),
                                state.staging(database),
                                cutover.number(),
                                cutover.fence()));
    }

    /// Applying ends beside the settling: it has nothing left to apply.
    private boolean settled(DatabaseState database, Cutover cutover) {
        if (database.stream().apply().is(Status.RUNNING)) {
            StreamSteps.stopApplying(state, database, draft);
        }
        String id = WorkIds.settle(database.number(), cutover.number());
        issue(
                database,
                id,
                ref ->
                        new SettleDatabase(
                                ref,
                                state.spec(),
                                database.spec(),
                                state.staging(database),
                                state.changes(ChangeKind.REPLICA_IDENTITY_SET, database)));
        return state.done(id) && !database.stream().apply().is(Status.STOPPING);
    }

    private boolean compared(DatabaseState database, Cutover cutover) {
        for (int copy : comparisons(database)) {
            compare(
                    database,
                    WorkIds.compareAfter(database.number(), cutover.number(), copy),
                    state.spec().verification(),
                    DatabaseCommands.comparedWith(database, copy));
        }
        List<TableRef> unproven = unproven(cutover);
        if (!unproven.isEmpty()) {
            compare(
                    database,
                    WorkIds.proveAfter(database.number(), cutover.number()),
                    Verification.FULL,
                    unproven);
        }
        return !database.differing() && allCompared(database, cutover);
    }

    /// Both present states: the source is fenced, or its applications are stopped by the person.
    private void compare(
            DatabaseState database, String id, Verification level, List<TableRef> tables) {
        comparisons.issue(
                database,
                id,
                ref -> DatabaseCommands.compareTables(state, database, tables, null, level, ref));
    }

    private boolean allCompared(DatabaseState database, Cutover cutover) {
        int cutovers = cutover.number();
        return comparisons(database).stream()
                        .map(copy -> WorkIds.compareAfter(database.number(), cutovers, copy))
                        .allMatch(state::done)
                && (unproven(cutover).isEmpty()
                        || state.done(WorkIds.proveAfter(database.number(), cutovers)));
    }

    /// Those that were asked for.
    private Set<Integer> comparisons(DatabaseState database) {
        return state.spec().verification() == Verification.NONE
                ? Set.of()
                : DatabaseSteps.comparisons(database);
    }

    /// What a person did on the target to follow a change of the schema is no proof that the rows
    /// that were there already are the same. Planned tables may be compared in full anyway.
    private List<TableRef> unproven(Cutover cutover) {
        boolean planned = state.spec().verification() == Verification.FULL;
        return cutover.unproven().stream().filter(table -> !planned || table.id() < 0).toList();
    }

    private void swap(DatabaseState database, Cutover cutover) {
        issue(
                database,
                WorkIds.swapAfter(database.number(), cutover.number()),
                ref -> DatabaseCommands.swap(state, database, ref));
    }

    /// Whatever else runs, as applications wait or are about to.
    ///
    /// @return whether it was due
    private boolean issue(
            DatabaseState database, String id, Function<WorkRef, WorkerCommand> command) {
        return Issuing.once(
                state, id, database.name(), database.base(), now, policy, draft, command);
    }
}
