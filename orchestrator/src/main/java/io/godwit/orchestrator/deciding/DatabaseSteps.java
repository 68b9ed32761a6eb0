package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.CdcCommand.ReleaseSnapshot;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FollowedSource;
import io.godwit.common.migration.MigrationEvent.DatabaseStartedOver;
import io.godwit.common.migration.MigrationEvent.SnapshotLost;
import io.godwit.common.migration.MigrationEvent.SnapshotReleased;
import io.godwit.common.migration.MigrationEvent.SnapshotRequested;
import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.migration.WorkerCommand.AttachKeys;
import io.godwit.common.migration.WorkerCommand.BuildIndexes;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.common.migration.WorkerCommand.FinishDatabase;
import io.godwit.common.migration.WorkerCommand.PrepareDatabase;
import io.godwit.common.migration.WorkerCommand.ResumeCopy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// What each database of a migration needs next: snapshot, schema, rows and indexes side by side
/// and largest first, the rest, comparison. Bounded by the migration's parallelism over all its
/// databases.
final class DatabaseSteps {
    private final MigrationState state;
    private final Instant now;
    private final RetryPolicy policy;
    private final Decision.Draft draft;
    private final StreamSteps streams;
    private final CutoverSteps cutovers;
    private long free;

    DatabaseSteps(MigrationState state, Instant now, RetryPolicy policy, Decision.Draft draft) {
        this.state = state;
        this.now = now;
        this.policy = policy;
        this.draft = draft;
        this.streams = new StreamSteps(state, now, policy, draft);
        this.cutovers = new CutoverSteps(state, now, policy, draft, this::issue);
        this.free = state.spec().parallelism() - state.outstanding();
    }

    /// Offline, nothing is left to do before the databases take their final names; online, it has
    /// taken its.
    boolean complete(DatabaseState database) {
        return state.online()
                ? database.stream().swapped()
                : copied(database) && database.snapshot().status() == HeldSnapshot.Status.RELEASED;
    }

    void move(DatabaseState database) {
        if (state.online()) {
            streams.capture(database);
        }
        if (copied(database)) {
            releaseOnce(database);
            if (state.online()) {
                follow(database);
            }
        } else if (database.differing() && !comparedInThisRun(state, database)) {
            startOver(database);
        } else {
            switch (database.snapshot().status()) {
                case NONE -> request(database, 1);
                case REQUESTED -> {
                    // The cdc-worker answers when it can reach the source.
                }
                case OPEN -> moveUnderSnapshot(database);
                case LOST -> afterLoss(database);
                case RELEASED -> again(database);
            }
        }
    }

    private void follow(DatabaseState database) {
        Cutover cutover = database.stream().cutover();
        if (cutover == null) {
            streams.move(database);
        } else {
            cutovers.move(database, cutover);
        }
    }

    /// Online it is compared at the cutover: until then the two differ by what is on its way.
    private boolean copied(DatabaseState database) {
        return state.online()
                ? state.finished(database)
                : compared(database) && !database.differing();
    }

    private void releaseOnce(DatabaseState database) {
        switch (database.snapshot().status()) {
            case OPEN, REQUESTED -> release(state, database, draft);
            case LOST ->
                    draft.fact(
                            new SnapshotReleased(
                                    database.name(), database.snapshot().generation()));
            case NONE, RELEASED -> {
                // Nothing is held.
            }
        }
    }

    static void release(MigrationState state, DatabaseState database, Decision.Draft draft) {
        int generation = database.snapshot().generation();
        draft.fact(new SnapshotReleased(database.name(), generation));
        draft.duty(new ReleaseSnapshot(state.name(), database.name(), generation));
    }

    private void request(DatabaseState database, int generation) {
        draft.fact(new SnapshotRequested(database.name(), generation));
        draft.duty(
                new HoldSnapshot(
                        state.name(),
                        database.name(),
                        generation,
                        state.spec().endpoints(),
                        state.online() ? followedSource(database) : null));
    }

    private FollowedSource followedSource(DatabaseState database) {
        return new FollowedSource(
                StreamSteps.following(state, database),
                database.spec(),
                database.stream().horizon());
    }

    private void afterLoss(DatabaseState database) {
        HeldSnapshot snapshot = database.snapshot();
        if (policy.due(snapshot.failures(), snapshot.since(), now)) {
            again(database);
        }
    }

    /// Tables that were copied under a lost snapshot count only if nobody wrote to the source
    /// since, or if what was written is applied to them.
    private void again(DatabaseState database) {
        boolean kept = state.spec().sourceReadOnly() || state.online();
        if (database.base() != 0 && database.prepared() && !kept) {
            startOver(database);
        } else {
            request(database, database.snapshot().generation() + 1);
        }
    }

    private void startOver(DatabaseState database) {
        int next = database.snapshot().generation() + 1;
        if (database.snapshot().isWanted()) {
            draft.duty(new ReleaseSnapshot(state.name(), database.name(), next - 1));
        }
        draft.fact(new DatabaseStartedOver(database.name(), next));
        request(database, next);
    }

    private void moveUnderSnapshot(DatabaseState database) {
        if (snapshotGone(database)) {
            draft.fact(
                    new SnapshotLost(
                            database.name(),
                            database.snapshot().generation(),
                            Failure.of(
                                    FailureCode.SNAPSHOT_LOST,
                                    "the source does not know the snapshot any more")));
            draft.duty(
                    new ReleaseSnapshot(
                            state.name(), database.name(), database.snapshot().generation()));
        } else if (!database.prepared()) {
            prepare(database);
        } else if (database.coherence() == Coherence.TO_RESUME) {
            resume(database);
        } else if (database.coherence() == Coherence.CHANGED) {
            startOver(database);
        } else if (!loaded(database)) {
            load(database);
        } else if (database.coherence() == Coherence.SEVERAL_SNAPSHOTS) {
            level(database);
        } else if (!state.finished(database)) {
            finish(database);
        } else {
            compare(database);
        }
    }

    private boolean snapshotGone(DatabaseState database) {
        String prefix = WorkIds.of(database.number());
        Instant opened = database.snapshot().since();
        return state.works().values().stream()
                .filter(work -> work.ref().id().startsWith(prefix))
                .filter(work -> work.since().isAfter(opened))
                .map(WorkState::failure)
                .filter(Objects::nonNull)
                .anyMatch(failure -> failure.code() == FailureCode.SNAPSHOT_LOST);
    }

    private void prepare(DatabaseState database) {
        issue(
                database,
                WorkIds.prepare(database.number()),
                ref ->
                        new PrepareDatabase(
                                ref,
                                state.spec(),
                                database.spec(),
                                state.staging(database),
                                snapshot(database)));
    }

    private void resume(DatabaseState database) {
        List<PlannedCopy> torn = TornCopies.of(state, database);
        issue(
                database,
                WorkIds.resume(database.number()),
                database.snapshot().generation(),
                ref ->
                        new ResumeCopy(
                                ref,
                                state.spec(),
                                database.spec(),
                                state.staging(database),
                                snapshot(database),
                                torn.stream().map(PlannedCopy::number).toList(),
                                database.plan().tablesOf(torn)));
    }

    /// Brings all tables to one moment, which foreign keys need.
    private void level(DatabaseState database) {
        String keys = WorkIds.keys(database.number());
        issue(
                database,
                keys,
                ref ->
                        new AttachKeys(
                                ref,
                                state.spec(),
                                database.spec(),
                                state.staging(database),
                                snapshot(database)));
        if (state.done(keys)) {
            streams.apply(database);
        }
    }

    private boolean loaded(DatabaseState database) {
        return state.copied(database)
                && database.plan().builds().keySet().stream()
                        .allMatch(build -> state.done(WorkIds.index(database.number(), build)));
    }

    private void load(DatabaseState database) {
        List<Candidate> candidates = new ArrayList<>(copies(database));
        candidates.addAll(builds(database));
        candidates.sort(Comparator.comparingLong(Candidate::bytes).reversed());
        candidates.forEach(candidate -> issue(database, candidate.id(), candidate.command()));
    }

    private record Candidate(String id, long bytes, Function<WorkRef, WorkerCommand> command) {}

    private List<Candidate> copies(DatabaseState database) {
        return database.plan().copies().values().stream()
                .map(copy ->
                        new Candidate(
                                WorkIds.copy(database.number(), copy.number()),
                                copy.bytes(),
                                ref -> copyTables(database, copy, ref)))
                .filter(this::due)
                .toList();
    }

    private CopyTables copyTables(DatabaseState database, PlannedCopy copy, WorkRef ref) {
        return new CopyTables(
                ref,
                state.spec().endpoints(),
                database.name(),
                state.staging(database),
                snapshot(database),
                database.plan().tablesOf(copy),
                copy.parts());
    }

    /// An index is built once all rows of its table are there.
    private List<Candidate> builds(DatabaseState database) {
        List<PlannedCopy> open =
                database.plan().copies().values().stream()
                        .filter(copy -> !state.done(WorkIds.copy(database.number(), copy.number())))
                        .toList();
        Set<Integer> incomplete = new HashSet<>(Plan.tableNumbers(open));
        return database.plan().builds().values().stream()
                .filter(build -> Plan.tableNumbers(build).stream().noneMatch(incomplete::contains))
                .map(build ->
                        new Candidate(
                                WorkIds.index(database.number(), build.number()),
                                build.bytes(),
                                ref -> buildIndexes(database, build, ref)))
                .filter(this::due)
                .toList();
    }

    private BuildIndexes buildIndexes(DatabaseState database, PlannedBuild build, WorkRef ref) {
        return new BuildIndexes(
                ref,
                state.spec().endpoints(),
                database.name(),
                state.staging(database),
                build.number(),
                database.plan().tablesOf(build),
                build.indexes(),
                database.plan().alone(build));
    }

    private boolean due(Candidate candidate) {
        return Issuing.due(state, candidate.id(), now, policy);
    }

    /// Nothing is applied meanwhile.
    private void finish(DatabaseState database) {
        if (!streams.rests(database)) {
            return;
        }
        issue(
                database,
                WorkIds.finish(database.number()),
                ref ->
                        new FinishDatabase(
                                ref,
                                state.spec(),
                                database.spec(),
                                state.staging(database),
                                snapshot(database)));
    }

    private void compare(DatabaseState database) {
        for (int number : comparisons(database)) {
            issue(
                    database,
                    WorkIds.compare(database.number(), number),
                    ref ->
                            DatabaseCommands.compareTables(
                                    state,
                                    database,
                                    DatabaseCommands.comparedWith(database, number),
                                    snapshot(database),
                                    state.spec().verification(),
                                    ref));
        }
    }

    /// One for each copy; the first also compares what is in no table, so there is always one.
    static Set<Integer> comparisons(DatabaseState database) {
        Set<Integer> copies = database.plan().copies().keySet();
        return copies.isEmpty() ? Set.of(0) : copies;
    }

    private boolean compared(DatabaseState database) {
        if (!state.finished(database)) {
            return false;
        }
        return state.spec().verification() == Verification.NONE
                || comparisons(database).stream()
                        .allMatch(number -> state.done(WorkIds.compare(database.number(), number)));
    }

    /// A difference ends the run that found it; the next run copies the database anew.
    static boolean comparedInThisRun(MigrationState state, DatabaseState database) {
        return comparisons(database).stream()
                .map(number -> state.work(WorkIds.compare(database.number(), number)))
                .anyMatch(work -> work != null && work.ref().run() == state.run());
    }

    private void issue(
            DatabaseState database, String id, Function<WorkRef, WorkerCommand> command) {
        WorkState before = state.work(id);
        int generation = before == null ? database.base() : before.ref().generation();
        issue(database, id, generation, command);
    }

    private void issue(
            DatabaseState database,
            String id,
            int generation,
            Function<WorkRef, WorkerCommand> command) {
        if (free > 0
                && Issuing.once(
                        state, id, database.name(), generation, now, policy, draft, command)) {
            free--;
        }
    }

    private static String snapshot(DatabaseState database) {
        return Objects.requireNonNull(database.snapshot().name());
    }
}
