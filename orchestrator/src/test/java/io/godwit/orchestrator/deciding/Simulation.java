package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.CdcCommand.*;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.*;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedIndex;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkAnswers;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.migration.WorkerCommand.*;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// One migration, its workers, its snapshots and the target's databases, in one thread and driven
/// by one seed. Commands come twice, late or never; workers die; snapshots are lost; the
/// orchestrator forgets everything and reads the log again. What must always hold is checked after
/// every step.
final class Simulation {
    private static final RetryPolicy POLICY =
            new RetryPolicy(
                    1_000_000,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(45),
                    Duration.ofMinutes(15));
    private static final int TABLES = 5;

    /// The last table is copied in two parts.
    private static final int COPIES = TABLES + 1;

    private static final int COMMITTED = COPIES + TABLES;

    /// As the staging database keeps it: who claimed a piece of work last, and whether it is done.
    private record Marker(int run, int generation, int attempt, boolean done) {
        boolean outranks(WorkRef work) {
            return run != work.run()
                    ? run > work.run()
                    : generation != work.generation()
                            ? generation > work.generation()
                            : attempt > work.attempt();
        }

        boolean isDone(WorkRef work) {
            return done && generation == work.generation();
        }
    }

    private final SplittableRandom random;
    private final List<Envelope<MigrationEvent>> log = new ArrayList<>();
    private final List<WorkerCommand> queue = new ArrayList<>();
    private final List<CdcCommand> duties = new ArrayList<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private final Map<String, Integer> snapshots = new TreeMap<>();

    /// The target: staging database -> what is committed in it.
    private final Map<String, Set<String>> target = new HashMap<>();

    /// Staging database -> part of a table -> the snapshot's generation that it was copied under.
    private final Map<String, Map<String, Integer>> moments = new HashMap<>();

    private final Map<String, Marker> markers = new HashMap<>();

    /// What the markers of resumed copies remember.
    private final Map<String, List<Integer>> resumed = new HashMap<>();

    private final Set<String> swapped = new HashSet<>();
    private final FollowedWorld followed = new FollowedWorld();
    private List<RuleResult> rules = List.of();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private MigrationState state;
    private int ids;
    private int hostility = 35;

    Simulation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// From now on every validation finds this.
    void rulesFind(RuleStatus status) {
        rules =
                List.of(
                        new RuleResult(
                                "R", "r", status, "", List.of(), null, null, null, now, now));
    }

    MigrationState state() {
        return state;
    }

    Map<String, Set<String>> target() {
        return target;
    }

    Set<String> swapped() {
        return swapped;
    }

    FollowedWorld followed() {
        return followed;
    }

    void create(MigrationSpec spec) {
        request(new MigrationRequest.CreateMigration(spec));
    }

    void request(MigrationRequest request) {
        Envelope<MigrationRequest> envelope = new Envelope<>("r" + ids++, null, "m", now, request);
        append(RequestDecider.decide(state, envelope, surroundings()), envelope.id());
    }

    /// Until the migration has ended; the world grows friendlier so that it does.
    void runToEnd() {
        for (int step = 0; state != null && !state.phase().ended(); step++) {
            assertThat(step).as("it comes to an end: %s", state).isLessThan(200_000);
            if (step % 500 == 499 && hostility > 0) {
                hostility--;
            }
            step();
        }
    }

    /// Makes the world a little friendlier.
    void calm() {
        if (random.nextInt(10) == 0 && hostility > 0) {
            hostility--;
        }
    }

    void steps(int count) {
        for (int step = 0; step < count && state != null; step++) {
            step();
        }
    }

    private void step() {
        now = now.plusMillis(random.nextInt(400));
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> append(NextSteps.of(state, surroundings(), POLICY), null);
            case 4, 5, 6 -> work();
            case 7 -> duty();
            case 8 -> {
                mishap();
                live();
            }
            default -> now = now.plusSeconds(random.nextInt(5));
        }
        check();
    }

    /// The applications write, the duties go on.
    private void live() {
        followed.live(random).forEach(this::fact);
    }

    private boolean bad() {
        return random.nextInt(100) < hostility;
    }

    private void work() {
        if (queue.isEmpty()) {
            return;
        }
        int position = random.nextInt(queue.size());
        WorkerCommand command = queue.get(position);
        if (!bad()) {
            queue.remove(position);
        }
        WorkRef work = command.work();
        seen.put(work.id() + work.attempt() + "/" + work.generation(), now);
        if (answered(work)) {
            // Its success is in the log; the command merely came again.
            return;
        }
        if (unwanted(work)) {
            if (command instanceof MarkCutover mark && mark.fence() && bad()) {
                // It stood still, and reads the log only after it has told what it would do.
                fact(fencing(mark));
            }
            fact(new WorkStopped(work));
        } else if (bad() && random.nextBoolean()) {
            // The worker dies with the command, before or after it did something.
            if (random.nextBoolean()) {
                perform(command);
            }
        } else if (bad()) {
            fact(new WorkFailed(work, Failure.of(FailureCode.CONNECTION_LOST, "cut")));
        } else {
            perform(command).forEach(this::fact);
        }
    }

    private boolean answered(WorkRef work) {
        return log.stream()
                .map(entry -> WorkAnswers.successOf(entry.payload()))
                .flatMap(Optional::stream)
                .anyMatch(done ->
                        done.id().equals(work.id())
                                && done.generation() == work.generation()
                                && done.run() == work.run());
    }

    /// What the workers' stop signals would say, from the log alone.
    private boolean unwanted(WorkRef work) {
        int stopped = 0;
        int generation = 0;
        int cutover = 0;
        for (Envelope<MigrationEvent> entry : log) {
            switch (entry.payload()) {
                case CancelRequested canceled -> stopped = Math.max(stopped, canceled.run());
                case MigrationFailed failed -> stopped = Math.max(stopped, failed.run());
                case DeleteRequested deleted -> stopped = Math.max(stopped, deleted.run());
                case DatabaseStartedOver over -> {
                    if (over.database().equals(work.database())) {
                        generation = Math.max(generation, over.generation());
                    }
                }
                case CutoverGivenUp given -> {
                    if (given.database().equals(work.database())) {
                        cutover = Math.max(cutover, given.number());
                    }
                }
                default -> {}
            }
        }
        return work.run() <= stopped
                || (work.generation() != 0 && work.generation() < generation)
                || (WorkIds.provesCutover(work.id()) && WorkIds.cutoverOf(work.id()) <= cutover);
    }

    private List<MigrationEvent> perform(WorkerCommand command) {
        WorkRef work = command.work();
        return switch (command) {
            case ValidateServers _, ValidateDatabase _ -> List.of(new RulesChecked(work, rules));
            case PrepareRoles _ -> List.of(new RolesPrepared(work));
            case PrepareDatabase prepare -> prepare(prepare);
            case CopyTables copy -> copy(copy);
            case ResumeCopy resume -> resume(resume);
            case BuildIndexes build -> build(build);
            case AttachKeys keys -> {
                assertThat(target.get(keys.staging())).hasSize(COMMITTED);
                yield List.of(new KeysAttached(work));
            }
            case FinishDatabase finish -> {
                assertThat(target.get(finish.staging())).hasSize(COMMITTED);
                if (state.online()) {
                    followed.checkLevel(
                            finish.database().name(), finish.staging(), copied(finish.staging()));
                }
                yield List.of(new DatabaseFinished(work));
            }
            case CompareTables compare -> compare(compare);
            case PlanComparison _ ->
                    List.of(
                            new PiecesPlanned(
                                    work, List.of(new ComparisonPiece(0, List.of(), null, 1))),
                            new ComparisonPlanned(work, 1, 1, "15", "15"));
            case CompareSchema _, ComparePiece _, CompareRemainder _ ->
                    List.of(new PieceCompared(work, List.of(), 1, List.of(), 0, 0));
            case CheckDrift check -> List.of(followed.look(check));
            case MarkCutover mark -> {
                if (mark.fence()) {
                    fact(fencing(mark));
                }
                String lsn = followed.mark(mark.database().name(), mark.number(), mark.fence());
                yield List.of(new CutoverMarked(work, lsn, now));
            }
            case SettleDatabase _ -> List.of(new DatabaseSettled(work));
            case SwapDatabase swap -> {
                followed.checkSwap(swap.database().name(), swap.staging());
                fact(change(ChangeKind.DATABASE_SWAPPED, swap.database().targetName()));
                assertThat(target).containsKey(swap.staging());
                swapped.add(swap.database().targetName());
                yield List.of(new DatabaseSwapped(work));
            }
            case TidyTarget _ -> List.of(new TargetTidied(work));
            case UndoChanges undo -> undo(undo);
        };
    }

    private List<MigrationEvent> compare(CompareTables compare) {
        WorkRef work = compare.work();
        if (work.id().endsWith("/unproven")) {
            assertThat(compare.level()).isEqualTo(Verification.FULL);
            followed.prove(compare.sourceDatabase(), WorkIds.cutoverOf(work.id()));
        }
        return List.of(
                new TablesCompared(
                        work,
                        compare.tables().stream()
                                .map(table -> new ComparedTable(table.id(), 1, 1, null))
                                .toList()));
    }

    private static ChangeIntended fencing(MarkCutover mark) {
        return new ChangeIntended(
                FollowedWorld.change(ChangeKind.SOURCE_FENCED, mark.database().name()));
    }

    private List<MigrationEvent> prepare(PrepareDatabase prepare) {
        WorkRef work = prepare.work();
        fact(change(ChangeKind.DATABASE_CREATED, prepare.staging()));
        target.keySet()
                .removeIf(name ->
                        name.startsWith(stem(prepare.staging()))
                                && !name.equals(prepare.staging()));
        // A marker says that an earlier attempt finished it; only the plan is told again then.
        if (target.putIfAbsent(prepare.staging(), new HashSet<>()) == null) {
            markers.keySet().removeIf(key -> key.startsWith(prepare.staging()));
            moments.remove(prepare.staging());
        }
        List<PlannedTable> tables = new ArrayList<>();
        List<PlannedCopy> copies = new ArrayList<>();
        List<PlannedBuild> builds = new ArrayList<>();
        for (int n = 0; n < TABLES; n++) {
            tables.add(new PlannedTable(new TableRef(n, n, "s", "t" + n), 10, 1));
            int parts = n == TABLES - 1 ? 2 : 1;
            for (int part = 0; part < parts; part++) {
                copies.add(
                        new PlannedCopy(
                                n + part, List.of(new PlannedPart(n, part, parts, null, 10))));
            }
            builds.add(new PlannedBuild(n, List.of(new PlannedIndex(n, 100 + n, "i" + n, 5))));
        }
        return List.of(
                new TablesPlanned(work, tables),
                new CopiesPlanned(work, copies),
                new IndexesPlanned(work, builds),
                new DatabasePrepared(work, TABLES, COPIES, TABLES));
    }

    private static String stem(String staging) {
        return staging.substring(0, staging.lastIndexOf('_'));
    }

    private List<MigrationEvent> copy(CopyTables copy) {
        WorkRef work = copy.work();
        PlannedPart part = copy.parts().getFirst();
        Set<String> committed = target.get(copy.staging());
        boolean entered = snapshotIsOpen(copy) || (state.online() && bad());
        if (committed == null || !entered) {
            return List.of(
                    new WorkFailed(work, Failure.of(FailureCode.SNAPSHOT_LOST, "not there")));
        }
        String key = copy.staging() + work.id();
        Marker marker = markers.get(key);
        if (marker == null || !marker.isDone(work)) {
            if (marker != null && marker.outranks(work)) {
                return List.of(new WorkStopped(work));
            }
            markers.put(key, new Marker(work.run(), work.generation(), work.attempt(), true));
            committed.add(rows(part.table(), part.part()));
            moments.computeIfAbsent(copy.staging(), _ -> new TreeMap<>())
                    .put(rows(part.table(), part.part()), generation(copy.snapshot()));
        }
        return List.of(
                new TablesCopied(work, List.of(new CopiedPart(part.table(), part.part(), 1, 1))));
    }

    private static String rows(int table, int part) {
        return "rows " + table + "/" + part;
    }

    private static int generation(String snapshot) {
        return Integer.parseInt(snapshot.substring("snapshot ".length()));
    }

    /// Whoever entered a snapshot may read on in it after its holder has ended.
    private boolean snapshotIsOpen(CopyTables copy) {
        Integer generation = snapshots.get(copy.sourceDatabase());
        return generation != null && copy.snapshot().equals("snapshot " + generation);
    }

    private List<MigrationEvent> resume(ResumeCopy resume) {
        WorkRef work = resume.work();
        Set<String> committed = target.get(resume.staging());
        if (committed == null) {
            return List.of(new WorkFailed(work, Failure.of(FailureCode.CONNECTION_LOST, "gone")));
        }
        Marker own = markers.get(resume.staging() + work.id());
        if (own != null && own.isDone(work)) {
            return List.of(
                    new CopyResumed(
                            work,
                            resumed.get(resume.staging() + work.id() + work.generation()),
                            List.of()));
        }
        if (random.nextInt(20) == 0) {
            return List.of(new CopyResumed(work, List.of(), List.of("t0")));
        }
        if (own != null && own.outranks(work)) {
            return List.of(new WorkStopped(work));
        }
        markers.put(
                resume.staging() + work.id(),
                new Marker(work.run(), work.generation(), work.attempt(), true));
        resumed.put(resume.staging() + work.id() + work.generation(), resume.copies());
        String prefix = resume.staging() + work.id().replace("resume", "copy/");
        resume.copies()
                .forEach(copy ->
                        markers.put(
                                prefix + copy,
                                new Marker(work.run(), work.generation(), 0, false)));
        resume.tables().forEach(table -> empty(resume.staging(), table.id()));
        return List.of(new CopyResumed(work, resume.copies(), List.of()));
    }

    private void empty(String staging, int table) {
        assertThat(target.get(staging))
                .as("no index is built yet")
                .doesNotContain("index " + table);
        target.get(staging).removeIf(item -> item.startsWith("rows " + table + "/"));
        moments.getOrDefault(staging, new TreeMap<>())
                .keySet()
                .removeIf(item -> item.startsWith("rows " + table + "/"));
    }

    /// The generations of the snapshots that the tables were copied under.
    private Set<Integer> copied(String staging) {
        Map<String, Integer> parts = moments.get(staging);
        assertThat(parts.get(rows(TABLES - 1, 0)))
                .as("all parts of a table are of one snapshot")
                .isEqualTo(parts.get(rows(TABLES - 1, 1)));
        return new HashSet<>(parts.values());
    }

    private List<MigrationEvent> build(BuildIndexes build) {
        Set<String> committed = target.get(build.staging());
        if (committed == null) {
            return List.of(
                    new WorkFailed(
                            build.work(), Failure.of(FailureCode.CONNECTION_LOST, "no database")));
        }
        int table = build.tables().getFirst().id();
        assertThat(committed).as("rows come before indexes").contains(rows(table, 0));
        if (table == TABLES - 1) {
            assertThat(committed).as("of all parts").contains(rows(table, 1));
        }
        committed.add("index " + table);
        return List.of(new IndexesBuilt(build.work(), build.build()));
    }

    private List<MigrationEvent> undo(UndoChanges undo) {
        List<MigrationEvent> facts = new ArrayList<>();
        for (Change change : undo.changes()) {
            followed.undo(change);
            target.remove(change.object());
            swapped.remove(change.object());
            facts.add(new ChangeUndone(change.id()));
        }
        facts.add(new ChangesUndone(undo.work()));
        return facts;
    }

    private ChangeIntended change(ChangeKind kind, String object) {
        return new ChangeIntended(new Change(kind + object, Side.TARGET, kind, object, "", ""));
    }

    private void duty() {
        if (duties.isEmpty()) {
            return;
        }
        switch (duties.removeFirst()) {
            case HoldSnapshot hold -> {
                if (bad()) {
                    lose(hold.database(), hold.generation());
                } else {
                    followed.follow(hold).forEach(this::fact);
                    followed.open(hold);
                    snapshots.put(hold.database(), hold.generation());
                    fact(
                            new SnapshotOpened(
                                    hold.database(),
                                    hold.generation(),
                                    "snapshot " + hold.generation(),
                                    followed.visible(hold)));
                }
            }
            case ReleaseSnapshot release ->
                    snapshots.computeIfPresent(
                            release.database(),
                            (_, open) -> open > release.generation() ? open : null);
            case CaptureChanges capture -> followed.capture(capture);
            case ApplyChanges apply -> {
                assertThat(target.get(apply.staging())).hasSize(COMMITTED);
                followed.apply(apply, copied(apply.staging()));
            }
            case StopApplying stop -> fact(followed.stop(stop));
            case StopFollowing stop -> fact(followed.stop(stop));
        }
    }

    private void lose(String database, int generation) {
        snapshots.remove(database);
        fact(new SnapshotLost(database, generation, Failure.of(FailureCode.SNAPSHOT_LOST, "gone")));
    }

    private void mishap() {
        if (!bad()) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                // The orchestrator dies and reads the log again.
                MigrationState before = state;
                state = replay();
                assertThat(state).as("replay tells the same").isEqualTo(before);
            }
            case 1 ->
                    snapshots.entrySet().stream()
                            .findAny()
                            .filter(_ -> random.nextInt(3) == 0)
                            .ifPresent(open -> lose(open.getKey(), open.getValue()));
            case 2 -> {
                // A worker's fact comes twice.
                MigrationEvent again = log.get(random.nextInt(log.size())).payload();
                if (ofWorker(again)) {
                    fact(again);
                }
            }
            default -> now = now.plusSeconds(60);
        }
    }

    private static boolean ofWorker(MigrationEvent event) {
        return switch (event) {
            case WorkFailed _, WorkStopped _, RulesChecked _, RolesPrepared _, TablesPlanned _ ->
                    true;
            case CopiesPlanned _, IndexesPlanned _, DatabasePrepared _, TablesCopied _ -> true;
            case CopyResumed _, KeysAttached _ -> true;
            case IndexesBuilt _, DatabaseFinished _, TablesCompared _, DatabaseSwapped _ -> true;
            case TargetTidied _, SnapshotOpened _, SnapshotLost _ -> true;
            case FollowingStarted _, DatabaseCaughtUp _, ApplyStopped _ -> true;
            case FollowingStopped _, StreamStopped _, CutoverMarked _, CutoverDrained _ -> true;
            case DatabaseSettled _, PiecesPlanned _, ComparisonPlanned _, PieceCompared _ -> true;
            default -> false;
        };
    }

    MigrationState replay() {
        MigrationState replayed = null;
        for (Envelope<MigrationEvent> entry : log) {
            replayed = Evolution.evolve(replayed, entry);
        }
        return replayed;
    }

    private void append(Decision decision, String causation) {
        for (MigrationEvent event : decision.events()) {
            log.add(new Envelope<>("e" + ids++, causation, "m", now, event));
            state = Evolution.evolve(state, log.getLast());
        }
        queue.addAll(decision.work());
        duties.addAll(decision.duties());
    }

    private void fact(MigrationEvent event) {
        log.add(new Envelope<>("e" + ids++, null, "m", now, event));
        state = Evolution.evolve(state, log.getLast());
    }

    private void check() {
        if (state == null) {
            return;
        }
        if (state.phase() == Phase.MIGRATING) {
            assertThat(state.outstanding())
                    .as("parallelism")
                    .isLessThanOrEqualTo(state.spec().parallelism());
        }
        boolean anyCutOver =
                state.databases().values().stream().anyMatch(d -> d.stream().swapped());
        if (state.phase() == Phase.CANCELED && !state.keepTarget() && !anyCutOver) {
            assertThat(state.changes()).isEmpty();
            followed.checkNothingLeft();
        }
    }

    private Surroundings surroundings() {
        return new Surroundings() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public Optional<Instant> lastSeen(WorkRef work) {
                return Optional.ofNullable(
                        seen.get(work.id() + work.attempt() + "/" + work.generation()));
            }

            @Override
            public Optional<String> claimant(MigrationState state) {
                return Optional.empty();
            }
        };
    }
}
