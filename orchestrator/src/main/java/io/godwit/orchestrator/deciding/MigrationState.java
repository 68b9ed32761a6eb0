package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return copy(next, run, works, leftovers, databases, changes, failure, ended);
    }

    MigrationState ended(Phase next, @Nullable Failure why, Instant at) {
        return copy(next, run, works, leftovers, databases, changes, why, at);
    }

    MigrationState withWork(WorkState work) {
        Map<String, WorkState> all = new LinkedHashMap<>(works);
        all.put(work.ref().id(), work);
        return withWorks(all);
    }

    MigrationState withWorks(Map<String, WorkState> all) {
        return copy(phase, run, all, leftovers, databases, changes, failure, ended);
    }

    MigrationState withLeftovers(Set<WorkRef> refs) {
        return copy(phase, run, works, refs, databases, changes, failure, ended);
    }

    MigrationState withDatabase(DatabaseState database) {
        Map<String, DatabaseState> all = new LinkedHashMap<>(databases);
        all.put(database.name(), database);
        return copy(phase, run, works, leftovers, all, changes, failure, ended);
    }

    MigrationState withDatabases(Collection<DatabaseState> changed) {
        Map<String, DatabaseState> all = new LinkedHashMap<>(databases);
        changed.forEach(database -> all.put(database.name(), database));
        return copy(phase, run, works, leftovers, all, changes, failure, ended);
    }

    MigrationState withChanges(List<Change> all) {
        return copy(phase, run, works, leftovers, databases, all, failure, ended);
    }

    MigrationState withValidation(RuleStatus status) {
        return new MigrationState(
                spec,
                requestId,
                phase,
                run,
                resume,
                works,
                leftovers,
                databases,
                status,
                changes,
                keepTarget,
                paused,
                cutovers,
                comparison,
                failure,
                created,
                ended);
    }

    MigrationState paused(boolean now) {
        return following(now, cutovers);
    }

    MigrationState withCutovers(int count) {
        return following(paused, Math.max(cutovers, count));
    }

    private MigrationState following(boolean nowPaused, int count) {
        return new MigrationState(
                spec,
                requestId,
                phase,
                run,
                resume,
                works,
                leftovers,
                databases,
                validation,
                changes,
                keepTarget,
                nowPaused,
                count,
                comparison,
                failure,
                created,
                ended);
    }

    MigrationState with(@Nullable ComparisonState latest) {
        return new MigrationState(
                spec,
                requestId,
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
                latest,
                failure,
                created,
                ended);
    }

    /// @param back the phase that a retry would go back to
    MigrationState withRun(int next, Phase now, Phase back, boolean keep) {
        return new MigrationState(
                spec,
                requestId,
                now,
                next,
                back,
                works,
                leftovers,
                databases,
                validation,
                changes,
                keep,
                paused,
                cutovers,
                comparison,
                null,
                created,
                null);
    }

    private MigrationState copy(
            Phase nextPhase,
            int nextRun,
            Map<String, WorkState> nextWorks,
            Set<WorkRef> nextLeftovers,
            Map<String, DatabaseState> nextDatabases,
            List<Change> nextChanges,
            @Nullable Failure nextFailure,
            @Nullable Instant nextEnded) {
        return new MigrationState(
                spec,
                requestId,
                nextPhase,
                nextRun,
                nextPhase.ended() || nextPhase == phase ? resume : nextPhase,
                nextWorks,
                nextLeftovers,
                nextDatabases,
                validation,
                nextChanges,
                keepTarget,
                paused,
                cutovers,
                comparison,
                nextFailure,
                created,
                nextEnded);
    }
}
