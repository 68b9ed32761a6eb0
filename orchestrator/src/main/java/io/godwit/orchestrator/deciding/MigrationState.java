package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A migration as decisions see it: the fold of its facts, made by [Evolution] alone.
///
/// @param requestId of the request that created it
/// @param run from 1; each retry, cancel and delete begins the next one
/// @param resume the phase that a retry goes back to
/// @param works by id
/// @param leftovers attempts that nobody waits for, but that may still touch a server
/// @param validation the worst result so far
/// @param changes made or intended and not undone, oldest first
/// @param paused nothing is applied until the person resumes
/// @param cutovers how many were asked for
/// @param comparison the latest that was asked for, null if none was
/// @param ended when it ended, null while it has not
public record MigrationState(
        MigrationSpec spec,
        @Nullable String requestId,
        Phase phase,
        int run,
        Phase resume,
        Map<String, WorkState> works,
        Set<WorkRef> leftovers,
        Map<String, DatabaseState> databases,
        RuleStatus validation,
        List<Change> changes,
        boolean keepTarget,
        boolean paused,
        int cutovers,
        @Nullable ComparisonState comparison,
        @Nullable Failure failure,
        Instant created,
        @Nullable Instant ended) {

    public String name() {
        return spec.name();
    }

    /// Whether its target databases are taken, so that no other migration may write to them.
    public boolean claimsTarget() {
        return spec.option().migrates() && !phase.ended();
    }

    /// When the claim was made; of two claimants the earlier one wins.
    public Instant claimed() {
        return created;
    }

    /// Whether nobody is at work on it: nothing happens here before somebody asks for it.
    public boolean rests() {
        return phase.ended()
                && leftovers.isEmpty()
                && works.values().stream().noneMatch(WorkState::outstanding)
                && (comparison == null || comparison.ended());
    }

    boolean online() {
        return spec.mode() == Mode.ONLINE;
    }

    @Nullable WorkState work(String id) {
        return works.get(id);
    }

    boolean done(String id) {
        WorkState work = works.get(id);
        return work != null && work.isDone();
    }

    /// The first of several rounds of the same work, from 1 on, that is not done.
    ///
    /// @param id names each round
    String round(IntFunction<String> id) {
        int round = 1;
        while (done(id.apply(round))) {
            round++;
        }
        return id.apply(round);
    }

    /// Whether the rows of all its tables are there.
    boolean copied(DatabaseState database) {
        return database.prepared()
                && database.plan().copies().keySet().stream()
                        .allMatch(copy -> done(WorkIds.copy(database.number(), copy)));
    }

    /// Whether all of it is copied: nothing of the source is missing in its new database.
    boolean finished(DatabaseState database) {
        return database.prepared() && done(WorkIds.finish(database.number()));
    }

    /// What its new database is called until it takes its place.
    String staging(DatabaseState database) {
        return MigrationNames.staging(spec.instance(), database.name(), database.base());
    }

    /// What the old database is called from then on.
    String aside(DatabaseState database) {
        return MigrationNames.aside(spec.instance(), database.name());
    }

    /// What counts against the parallelism.
    long outstanding() {
        return works.values().stream()
                .filter(WorkState::outstanding)
                .filter(work -> !WorkIds.hurried(work.ref().id()))
                .count();
    }

    /// Of one kind, in one database.
    List<Change> changes(ChangeKind kind, DatabaseState database) {
        return changesIn(database).filter(change -> change.kind() == kind).toList();
    }

    /// What following a database needed on its source; a fence is the cutover's.
    List<Change> followingChanges(DatabaseState database) {
        return changesIn(database)
                .filter(change -> change.side() == Side.SOURCE)
                .filter(change -> change.kind() != ChangeKind.SOURCE_FENCED)
                .toList();
    }

    private Stream<Change> changesIn(DatabaseState database) {
        return changes.stream().filter(change -> database.name().equals(change.database()));
    }

    MigrationState withPhase(Phase next) {
        return with(draft -> draft.enter(next));
    }

    MigrationState ended(Phase next, @Nullable Failure why, Instant at) {
        return with(draft -> {
            draft.enter(next);
            draft.failure = why;
            draft.ended = at;
        });
    }

    MigrationState withWork(WorkState work) {
        Map<String, WorkState> all = new LinkedHashMap<>(works);
        all.put(work.ref().id(), work);
        return withWorks(all);
    }

    MigrationState withWorks(Map<String, WorkState> all) {
        return with(draft -> draft.works = all);
    }

    MigrationState withLeftovers(Set<WorkRef> refs) {
        return with(draft -> draft.leftovers = refs);
    }

    MigrationState withDatabase(DatabaseState database) {
        return withDatabases(List.of(database));
    }

    MigrationState withDatabases(Collection<DatabaseState> changed) {
        Map<String, DatabaseState> all = new LinkedHashMap<>(databases);
        changed.forEach(database -> all.put(database.name(), database));
        return with(draft -> draft.databases = all);
    }

    MigrationState withChanges(List<Change> all) {
        return with(draft -> draft.changes = all);
    }

    MigrationState withValidation(RuleStatus status) {
        return with(draft -> draft.validation = status);
    }

    MigrationState paused(boolean now) {
        return with(draft -> draft.paused = now);
    }

    MigrationState withCutovers(int count) {
        return with(draft -> draft.cutovers = Math.max(cutovers, count));
    }

    MigrationState withComparison(@Nullable ComparisonState latest) {
        return with(draft -> draft.comparison = latest);
    }

    /// @param back the phase that a retry would go back to
    MigrationState withRun(int next, Phase now, Phase back, boolean keep) {
        return with(draft -> {
            draft.run = next;
            draft.phase = now;
            draft.resume = back;
            draft.keepTarget = keep;
            draft.failure = null;
            draft.ended = null;
        });
    }

    private MigrationState with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.state();
    }

    /// The next state while it is being made: what nobody changes stays as it was.
    private static final class Draft {
        private final MigrationState before;
        private Phase phase;
        private int run;
        private Phase resume;
        private Map<String, WorkState> works;
        private Set<WorkRef> leftovers;
        private Map<String, DatabaseState> databases;
        private RuleStatus validation;
        private List<Change> changes;
        private boolean keepTarget;
        private boolean paused;
        private int cutovers;
        private @Nullable ComparisonState comparison;
        private @Nullable Failure failure;
        private @Nullable Instant ended;

        private Draft(MigrationState before) {
            this.before = before;
            this.phase = before.phase;
            this.run = before.run;
            this.resume = before.resume;
            this.works = before.works;
            this.leftovers = before.leftovers;
            this.databases = before.databases;
            this.validation = before.validation;
            this.changes = before.changes;
            this.keepTarget = before.keepTarget;
            this.paused = before.paused;
            this.cutovers = before.cutovers;
            this.comparison = before.comparison;
            this.failure = before.failure;
            this.ended = before.ended;
        }

        /// A phase that is entered is where a retry goes on, unless nothing goes on from there.
        private void enter(Phase next) {
            resume = next.ended() || next == phase ? resume : next;
            phase = next;
        }

        private MigrationState state() {
            return new MigrationState(
                    before.spec,
                    before.requestId,
                    phase,
                    run,
                    resume,
                    works,
                    leftovers,
                    databases,
                    validation,
                    changes,
                    keepTarget,
                    paused,
                    cutovers,
                    comparison,
                    failure,
                    before.created,
                    ended);
        }
    }
}
