package io.godwit.gateway.views;

import io.godwit.common.migration.ComparedRelation;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ComparisonEnded;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.MigrationEvent.WorkStopped;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.gateway.views.ComparisonRun.ComparedTableRun;
import io.godwit.gateway.views.ComparisonRun.DatabaseRun;
import io.godwit.gateway.views.ComparisonRun.FoundDifference;
import io.godwit.gateway.views.ComparisonRun.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The comparisons of one migration that a person asked for. A fact about a piece counts once.
final class ComparisonProgress {
    private static final int MOST_DIFFERENCES = 1_000;

    private final TreeMap<Integer, Run> runs = new TreeMap<>();

    /// @return whether the fact is about a comparison
    boolean evolve(Envelope<MigrationEvent> fact) {
        switch (fact.payload()) {
            case ComparisonRequested asked ->
                    runs.computeIfAbsent(asked.number(), _ -> new Run(asked, fact.at()));
            case ComparisonEnded ended ->
                    runs.computeIfPresent(ended.number(), (_, run) -> run.ended(ended, fact.at()));
            case PiecesPlanned _ -> {
                // The closing fact says how many there are.
            }
            case ComparisonPlanned planned ->
                    of(planned.work()).ifPresent(run -> run.planned(planned));
            case PieceCompared compared ->
                    of(compared.work()).ifPresent(run -> run.compared(compared));
            case WorkIssued issued -> {
                return WorkIds.ofComparison(issued.work().id());
            }
            case WorkStopped stopped -> {
                return WorkIds.ofComparison(stopped.work().id());
            }
            case WorkFailed failed -> {
                if (!WorkIds.ofComparison(failed.work().id())) {
                    return false;
                }
                of(failed.work()).ifPresent(run -> run.failed = failed.failure());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Optional<Run> of(WorkRef work) {
        return Optional.ofNullable(runs.get(WorkIds.comparisonOf(work.id())));
    }

    /// The newest first.
    List<ComparisonRun> all() {
        return runs.descendingMap().values().stream().map(run -> run.details(false)).toList();
    }

    Optional<ComparisonRun> find(int number) {
        return Optional.ofNullable(runs.get(number)).map(run -> run.details(true));
    }

    /// @param database that has it
    private record TableKey(String database, String schema, String name) {}

    private static final class Run {
        private final ComparisonRequested request;
        private final Instant started;
        private final Map<String, ComparisonPlanned> plans = new LinkedHashMap<>();
        private final Set<String> done = new HashSet<>();
        private final Map<TableKey, ComparedRelation> tables = new LinkedHashMap<>();
        private final List<FoundDifference> differences = new ArrayList<>();
        private long objects;
        private long differing;
        private long unsettled;
        private @Nullable Instant ended;
        private @Nullable Failure failure;
        private @Nullable Failure failed;

        Run(ComparisonRequested request, Instant started) {
            this.request = request;
            this.started = started;
        }

        Run ended(ComparisonEnded fact, Instant at) {
            if (ended == null) {
                ended = at;
                failure = fact.failure();
            }
            return this;
        }

        void planned(ComparisonPlanned fact) {
            plans.putIfAbsent(WorkRef.databaseOf(fact.work()), fact);
        }

        void compared(PieceCompared fact) {
            if (!done.add(fact.work().id())) {
                return;
            }
            String database = WorkRef.databaseOf(fact.work());
            fact.relations()
                    .forEach(table ->
                            tables.merge(
                                    new TableKey(database, table.schema(), table.name()),
                                    table,
                                    Run::sum));
            objects += fact.objects();
            differing += fact.differing();
            unsettled += fact.unsettled();
            for (ComparisonDifference found : fact.differences()) {
                if (differences.size() < MOST_DIFFERENCES) {
                    differences.add(FoundDifference.of(database, found));
                }
            }
        }

        private static ComparedRelation sum(ComparedRelation one, ComparedRelation other) {
            return new ComparedRelation(
                    one.schema(),
                    one.name(),
                    one.sourceRows() + other.sourceRows(),
                    one.targetRows() + other.targetRows(),
                    one.equal() && other.equal());
        }

        private Status status() {
            if (ended == null) {
                return Status.RUNNING;
            }
            if (failure != null) {
                return Status.FAILED;
            }
            if (differing > 0) {
                return Status.DIFFERENT;
            }
            return unsettled > 0 ? Status.UNSETTLED : Status.EQUAL;
        }

        ComparisonRun details(boolean whole) {
            Failure why = failure != null ? failure : ended == null ? failed : null;
            return new ComparisonRun(
                    request.number(),
                    status(),
                    request.level(),
                    request.tables(),
                    request.parallelism(),
                    request.rowsPerSecond(),
                    started,
                    ended,
                    plans.values().stream().mapToInt(ComparisonPlanned::pieces).sum(),
                    (int) done.stream().filter(WorkIds::isPiece).count(),
                    tables.size(),
                    tables.values().stream().mapToLong(ComparedRelation::sourceRows).sum(),
                    objects,
                    differing,
                    unsettled,
                    plans.entrySet().stream()
                            .map(plan -> database(plan.getKey(), plan.getValue()))
                            .toList(),
                    whole ? tables() : List.of(),
                    whole ? List.copyOf(differences) : List.of(),
                    why == null ? null : why.code().name(),
                    why == null ? null : why.message());
        }

        private static DatabaseRun database(String name, ComparisonPlanned plan) {
            return new DatabaseRun(
                    name, plan.tables(), plan.pieces(), plan.sourceVersion(), plan.targetVersion());
        }

        private List<ComparedTableRun> tables() {
            return tables.entrySet().stream()
                    .map(entry ->
                            new ComparedTableRun(
                                    entry.getKey().database(),
                                    entry.getKey().schema(),
                                    entry.getKey().name(),
                                    entry.getValue().sourceRows(),
                                    entry.getValue().targetRows(),
                                    entry.getValue().equal()))
                    .toList();
        }
    }
}
