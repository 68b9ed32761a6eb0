package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CompletionStarted;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.MigrationFailed;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.MigrationValidationFailed;
import io.godwit.common.migration.MigrationEvent.ValidationEnded;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.migration.WorkerCommand.PrepareRoles;
import io.godwit.common.migration.WorkerCommand.TidyTarget;
import io.godwit.common.migration.WorkerCommand.UndoChanges;
import io.godwit.common.migration.WorkerCommand.ValidateDatabase;
import io.godwit.common.migration.WorkerCommand.ValidateServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a migration needs next, read off its state. Asked after every fact and on a clock's tick;
/// it answers nothing while nothing is to be done, so asking too often does no harm.
public final class NextSteps {
    /// Within this time a worker that took a command is heard of.
    private static final Duration TAKING_UP = Duration.ofSeconds(3);

    /// A source that loses every snapshot, or whose tables are rewritten all the time, ends it.
    private static final int MOST_GENERATIONS = 1_000;

    private final MigrationState state;
    private final Surroundings surroundings;
    private final RetryPolicy policy;
    private final Decision.Draft draft = new Decision.Draft();

    private NextSteps(MigrationState state, Surroundings surroundings, RetryPolicy policy) {
        this.state = state;
        this.surroundings = surroundings;
        this.policy = policy;
    }

    public static Decision of(MigrationState state, Surroundings surroundings, RetryPolicy policy) {
        NextSteps steps = new NextSteps(state, surroundings, policy);
        steps.decide();
        ComparisonSteps.move(state, surroundings, policy, steps.draft);
        return steps.draft.decision();
    }

    private void decide() {
        SilentAttempts.giveUp(attempts(), surroundings, policy, draft);
        if (!draft.isEmpty()) {
            return;
        }
        Optional<Failure> failure = fatalFailure();
        if (failure.isPresent()) {
            draft.fact(new MigrationFailed(failure.get(), state.run()));
            return;
        }
        switch (state.phase()) {
            case VALIDATING -> validate();
            case MIGRATING -> migrate();
            case COMPLETING -> complete();
            case CANCELING -> cancel();
            case DELETING -> delete();
            case FAILED -> releaseAfterGrace();
            case SUCCEEDED -> {
                releaseSnapshots();
                cleanUp();
            }
            case VALIDATION_FAILED, CANCELED -> releaseSnapshots();
        }
    }

    private Stream<WorkRef> attempts() {
        return Stream.concat(
                state.works().values().stream().filter(WorkState::outstanding).map(WorkState::ref),
                state.leftovers().stream());
    }

    /// Undoing never gives up: a server that is down now must still be cleaned when it is back.
    private Optional<Failure> fatalFailure() {
        return switch (state.phase()) {
            case VALIDATING, MIGRATING, COMPLETING ->
                    state.works().values().stream()
                            .filter(work -> work.status() == WorkState.Status.FAILED)
                            .filter(work -> !WorkIds.ofStream(work.ref().id()))
                            .filter(work -> work.fatal(policy))
                            .map(WorkState::failure)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .or(this::snapshotFailure)
                            .or(this::streamFailure)
                            .or(this::difference);
            case CANCELING, DELETING, SUCCEEDED, FAILED, VALIDATION_FAILED, CANCELED ->
                    Optional.empty();
        };
    }

    private Optional<Failure> snapshotFailure() {
        return state.databases().values().stream()
                .map(DatabaseState::snapshot)
                .filter(snapshot -> snapshot.status() == HeldSnapshot.Status.LOST)
                .filter(this::fatal)
                .map(HeldSnapshot::failure)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private boolean fatal(HeldSnapshot snapshot) {
        Failure failure = snapshot.failure();
        return failure != null
                && (!failure.code().kind().retried()
                        || policy.exhausted(snapshot.failures())
                        || snapshot.generation() >= MOST_GENERATIONS);
    }

    /// Changes that nobody has any more: the stream cannot be resumed.
    private Optional<Failure> streamFailure() {
        return state.databases().values().stream()
                .map(DatabaseState::stream)
                .flatMap(stream -> Stream.of(stream.capture(), stream.apply()))
                .map(ChangeStream.Part::failure)
                .filter(Objects::nonNull)
                .filter(NextSteps::incurable)
                .findFirst();
    }

    private static boolean incurable(Failure failure) {
        return failure.code() == FailureCode.SLOT_LOST
                || failure.code() == FailureCode.CHANGES_MISSING;
    }

    private Optional<Failure> difference() {
        if (state.online()) {
            return Optional.empty();
        }
        return state.databases().values().stream()
                .filter(database -> database.differing() && allCompared(database))
                .filter(database -> DatabaseSteps.comparedInThisRun(state, database))
                .map(database ->
                        Failure.of(
                                FailureCode.ROWS_DIFFER,
                                "the copy of " + database.name() + " differs"))
                .findFirst();
    }

    private boolean allCompared(DatabaseState database) {
        return DatabaseSteps.comparisons(database).stream()
                .allMatch(number -> state.done(WorkIds.compare(database.number(), number)));
    }

    private void validate() {
        once(
                WorkIds.VALIDATE_SERVERS,
                null,
                0,
                ref -> new ValidateServers(ref, state.spec(), unmetRules(ref)));
        for (DatabaseState database : state.databases().values()) {
            once(
                    WorkIds.validateDatabase(database.number()),
                    database.name(),
                    0,
                    ref ->
                            new ValidateDatabase(
                                    ref, state.spec(), database.spec(), unmetRules(ref)));
        }
        if (validated()) {
            endValidation();
        }
    }

    /// What is left to ask after an earlier validation; null for everything.
    private @Nullable List<String> unmetRules(WorkRef ref) {
        WorkState before = state.work(ref.id());
        return before == null ? null : before.unmetRules();
    }

    private boolean validated() {
        return state.done(WorkIds.VALIDATE_SERVERS)
                && state.databases().values().stream()
                        .allMatch(database ->
                                state.done(WorkIds.validateDatabase(database.number())));
    }

    private void endValidation() {
        draft.fact(new ValidationEnded(state.validation()));
        if (state.validation() == RuleStatus.FAILED) {
            draft.fact(new MigrationValidationFailed());
        } else if (!state.spec().option().migrates()) {
            draft.fact(new MigrationSucceeded());
        }
    }

    private void migrate() {
        Optional<String> claimant = surroundings.claimant(state);
        if (claimant.isPresent()) {
            String message = "the migration " + claimant.get() + " has the same target database";
            draft.fact(
                    new MigrationFailed(Failure.of(FailureCode.TARGET_BUSY, message), state.run()));
            return;
        }
        if (state.spec().migrateRoles() && !state.done(WorkIds.ROLES)) {
            once(WorkIds.ROLES, null, 0, ref -> new PrepareRoles(ref, state.spec()));
            return;
        }
        DatabaseSteps databases = new DatabaseSteps(state, surroundings.now(), policy, draft);
        state.databases().values().forEach(databases::move);
        if (state.databases().values().stream().allMatch(databases::complete)) {
            draft.fact(state.online() ? new MigrationSucceeded() : new CompletionStarted());
        }
    }

    /// After an online migration: the applications are at work already, so nothing is in a hurry,
    /// and nothing gives up.
    private void cleanUp() {
        if (!state.online() || !state.spec().option().migrates()) {
            return;
        }
        if (everyStream(StreamSteps::end)) {
            tidy();
        }
    }

    private void complete() {
        for (DatabaseState database : state.databases().values()) {
            once(
                    WorkIds.swap(database.number()),
                    database.name(),
                    0,
                    ref -> DatabaseCommands.swap(state, database, ref));
        }
        boolean swapped =
                state.databases().values().stream()
                        .allMatch(database -> state.done(WorkIds.swap(database.number())));
        if (swapped) {
            tidy();
        }
        if (state.done(WorkIds.TIDY)) {
            draft.fact(new MigrationSucceeded());
        }
    }

    private void tidy() {
        once(WorkIds.TIDY, null, 0, ref -> new TidyTarget(ref, state.spec(), leftAside()));
    }

    /// The old databases, and staging databases that were given up on the way.
    private List<String> leftAside() {
        Set<String> inPlace =
                state.databases().values().stream().map(state::staging).collect(Collectors.toSet());
        return Stream.concat(
                        state.databases().values().stream().map(state::aside),
                        state.changes().stream()
                                .filter(change -> change.kind() == ChangeKind.DATABASE_CREATED)
                                .map(Change::object)
                                .filter(created -> !inPlace.contains(created)))
                .distinct()
                .toList();
    }

    private void cancel() {
        releaseSnapshots();
        if (followingEnded() && undone()) {
            draft.fact(new MigrationCanceled());
        }
    }

    private void delete() {
        releaseSnapshots();
        if (followingEnded() && undone()) {
            draft.fact(new MigrationDeleted());
        }
    }

    /// Whether nobody reads the slots or writes to the staging databases any more.
    private boolean followingEnded() {
        return !state.online() || everyStream(StreamSteps::ended);
    }

    /// Takes the step for each database, whatever is left to do for the others.
    private boolean everyStream(BiPredicate<StreamSteps, DatabaseState> step) {
        StreamSteps streams = new StreamSteps(state, surroundings.now(), policy, draft);
        boolean every = true;
        for (DatabaseState database : state.databases().values()) {
            every &= step.test(streams, database);
        }
        return every;
    }

    /// Whether nothing is left to be undone; issues the undoing once no attempt runs any more.
    private boolean undone() {
        List<Change> changes = undoable();
        if (changes.isEmpty() && state.keepTarget()) {
            return true;
        }
        if (!quiet()) {
            return false;
        }
        if (changes.isEmpty()) {
            return true;
        }
        // A straggler may tell of a change while everything is undone: that is another round.
        String id = state.round(WorkIds::undo);
        once(id, null, 0, ref -> new UndoChanges(ref, state.spec(), changes.reversed()));
        return false;
    }

    /// No attempt runs anywhere, as far as is known. One that still waits in the queue does not
    /// count: whoever takes it finds that it is not wanted.
    private boolean quiet() {
        Instant justNow = surroundings.now().minus(TAKING_UP);
        return attempts().noneMatch(ref -> surroundings.lastSeen(ref).isPresent())
                && state.works().values().stream()
                        .filter(WorkState::outstanding)
                        .noneMatch(work -> work.since().isAfter(justNow));
    }

    /// Once the old databases are dropped, the new ones are the person's; so is one that was cut
    /// over, and the fence of its source.
    private List<Change> undoable() {
        return state.changes().stream()
                .filter(change -> !state.keepTarget() || change.side() == Side.SOURCE)
                .filter(change -> !kept(change))
                .toList();
    }

    private boolean kept(Change change) {
        return switch (change.kind()) {
            case DATABASE_CREATED, DATABASE_SWAPPED ->
                    state.work(WorkIds.TIDY) != null || isOfSwapped(change);
            case ROLE_CREATED, MEMBERSHIP_GRANTED ->
                    (state.phase() == Phase.DELETING && state.work(WorkIds.TIDY) != null)
                            || (state.online() && anySwapped());
            case SOURCE_FENCED -> isOfSwapped(change);
            case SLOT_CREATED, PUBLICATION_CREATED, REPLICA_IDENTITY_SET -> false;
        };
    }

    private boolean anySwapped() {
        return state.databases().values().stream()
                .anyMatch(database -> database.stream().swapped());
    }

    private boolean isOfSwapped(Change change) {
        return state.online()
                && state.databases().values().stream()
                        .filter(database -> database.stream().swapped())
                        .anyMatch(database -> isOf(database, change));
    }

    private boolean isOf(DatabaseState database, Change change) {
        return change.side() == Side.SOURCE
                ? database.name().equals(change.database())
                : change.object().equals(state.staging(database))
                        || change.object().equals(database.spec().targetName());
    }

    private void releaseAfterGrace() {
        Instant ended = Objects.requireNonNullElse(state.ended(), state.created());
        if (surroundings.now().isAfter(ended.plus(policy.snapshotGrace()))) {
            releaseSnapshots();
        }
    }

    private void releaseSnapshots() {
        state.databases().values().stream()
                .filter(database -> database.snapshot().isWanted())
                .forEach(database -> DatabaseSteps.release(state, database, draft));
    }

    private void once(
            String id,
            @Nullable String database,
            int generation,
            Function<WorkRef, WorkerCommand> command) {
        Issuing.once(state, id, database, generation, surroundings.now(), policy, draft, command);
    }
}
