package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.BothSides.Answers;
import io.godwit.validator.comparison.ComparisonQueries.Numbered;
import io.godwit.validator.comparison.RowFindings.Findings;
import io.godwit.validator.comparison.RowFindings.RelationTable;
import io.godwit.validator.comparison.SequenceComparison.Wrong;
import java.util.ArrayList;
import java.util.List;

/// Compares what is in no table: sequences and, at level full, large objects. While the target
/// follows, neither is: sequences are set at the cutover, and large objects are not in the stream.
public final class RemainderComparison {
    private final ComparedServers servers;

    public RemainderComparison(PostgresConnections connections) {
        this.servers = new ComparedServers(connections);
    }

    public PieceCompared compare(CompareRemainder command, WorkContext work) {
        if (command.scope().following() || !command.scope().tables().isEmpty()) {
            return new PieceCompared(command.work(), List.of(), 0, List.of(), 0, 0);
        }
        return servers.ask(
                command.endpoints(),
                command.sourceDatabase(),
                command.targetDatabase(),
                work,
                sides -> compare(command, sides));
    }

    private static PieceCompared compare(CompareRemainder command, BothSides sides) {
        SequenceComparison sequences = new SequenceComparison(sides, false);
        List<ComparisonDifference> differences = new ArrayList<>();
        sequences.find().forEach(wrong -> differences.add(difference(wrong)));
        long differing = differences.size();
        long objects = sequences.common();
        if (command.scope().level() == ComparisonLevel.FULL) {
            Relation relation = Relation.largeObjects(Dialect.of(sides));
            Answers<Checksum> sums = sides.ask(side -> checksum(side, relation));
            objects += sums.source().rows();
            if (!sums.source().equals(sums.target())) {
                Findings found = largeObjects(sides, relation, sums);
                differences.addAll(found.differences());
                differing += found.differing();
            }
        }
        return new PieceCompared(
                command.work(),
                List.of(),
                objects,
                BoundedDifferences.of(differences),
                differing,
                0);
    }

    private static ComparisonDifference difference(Wrong wrong) {
        return new ComparisonDifference(
                wrong.target() == null ? DifferenceKind.MISSING : DifferenceKind.CHANGED,
                "sequence",
                wrong.name(),
                null,
                wrong.source(),
                wrong.target(),
                wrong.repair());
    }

    private static Findings largeObjects(
            BothSides sides, Relation relation, Answers<Checksum> sums) {
        return new RowFindings(
                        sides,
                        new RelationTable("large objects", relation, new LargeObjectRepair()))
                .find(Math.max(sums.source().rows(), sums.target().rows()));
    }

    private static Checksum checksum(ComparedSide side, Relation relation) {
        Numbered all = new Numbered(0, relation.from(), ComparisonQueries.sum(relation.hash()));
        return Checksums.of(side, "comparing large objects", all);
    }
}
