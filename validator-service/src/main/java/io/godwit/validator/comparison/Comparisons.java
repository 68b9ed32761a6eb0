package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Duration;

/// The comparison that a person asks for, in its parts. Reads only.
public final class Comparisons {
    private final ComparisonPlanning planning;
    private final SchemaComparison schema;
    private final PieceComparison pieces;
    private final RemainderComparison remainder;

    public Comparisons(PostgresConnections connections) {
        this(connections, FollowedTarget.PATIENCE, ComparisonPlanning.CUT_FROM);
    }

    /// @param patience with changes that are on their way
    /// @param cutFrom bytes that a table must have to be cut into ranges
    Comparisons(PostgresConnections connections, Duration patience, long cutFrom) {
        this.planning = new ComparisonPlanning(connections, cutFrom);
        this.schema = new SchemaComparison(connections);
        this.pieces = new PieceComparison(connections, patience);
        this.remainder = new RemainderComparison(connections);
    }

    public ComparisonPlanned plan(PlanComparison command, WorkContext work) {
        return planning.plan(command, work);
    }

    public PieceCompared schema(CompareSchema command, WorkContext work) {
        return schema.compare(command, work);
    }

    public PieceCompared piece(ComparePiece command, WorkContext work) {
        return pieces.compare(command, work);
    }

    public PieceCompared remainder(CompareRemainder command, WorkContext work) {
        return remainder.compare(command, work);
    }
}
