package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.QuietWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Compares a pair of databases in all the parts of a comparison, as the orchestrator would ask.
final class ComparedPair {
    private static final WorkRef WORK = new WorkRef("m", "comparison/1/0/x", 1, 1, "d", 0);

    private final Endpoints endpoints;
    private final String database;
    private final Comparisons comparisons;
    final List<ComparisonPiece> pieces = new ArrayList<>();
    final List<PieceCompared> facts = new ArrayList<>();

    ComparedPair(Endpoints endpoints, String database) {
        this(endpoints, database, FollowedTarget.PATIENCE);
    }

    ComparedPair(Endpoints endpoints, String database, Duration patience) {
        this(endpoints, database, patience, ComparisonPlanning.CUT_FROM);
    }

    ComparedPair(Endpoints endpoints, String database, Duration patience, long cutFrom) {
        this.endpoints = endpoints;
        this.database = database;
        this.comparisons =
                new Comparisons(new PostgresConnections((_, _) -> null), patience, cutFrom);
    }

    List<ComparisonDifference> full() {
        return compare(
                new ComparisonScope(ComparisonLevel.FULL, TableFilter.ALL, List.of(), false, 0));
    }

    List<ComparisonDifference> schema() {
        return schema(TableFilter.ALL, List.of());
    }

    /// @param tables that are asked for, empty for all
    List<ComparisonDifference> schema(TableFilter moved, List<String> tables) {
        return compare(new ComparisonScope(ComparisonLevel.SCHEMA, moved, tables, false, 0));
    }

    List<ComparisonDifference> compare(ComparisonScope scope) {
        pieces.clear();
        facts.clear();
        QuietWork work =
                new QuietWork(event -> {
                    if (event instanceof PiecesPlanned planned) {
                        pieces.addAll(planned.pieces());
                    }
                });
        facts.add(
                comparisons.schema(
                        new CompareSchema(WORK, endpoints, database, database, scope), work));
        if (scope.level() != ComparisonLevel.SCHEMA) {
            facts.add(
                    comparisons.remainder(
                            new CompareRemainder(WORK, endpoints, database, database, scope),
                            work));
            comparisons.plan(
                    new PlanComparison(WORK, endpoints, database, database, scope, 4), work);
            pieces.forEach(piece ->
                    facts.add(
                            comparisons.piece(
                                    new ComparePiece(
                                            WORK, endpoints, database, database, scope, piece),
                                    work)));
        }
        return facts.stream().flatMap(fact -> fact.differences().stream()).toList();
    }
}
