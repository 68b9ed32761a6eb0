package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.Verification;
import io.godwit.validator.comparison.BothSides.Answers;
import io.godwit.validator.comparison.ComparisonQueries.Numbered;
import java.util.List;

/// Compares the databases' large objects: how many, and at level full every byte.
final class LargeObjectComparison {
    private final BothSides sides;
    private final Relation relation;
    private final Verification level;

    LargeObjectComparison(BothSides sides, Dialect dialect, Verification level) {
        this.sides = sides;
        this.relation = Relation.largeObjects(dialect);
        this.level = level;
    }

    /// @return empty if they are equal
    List<ComparedTable> compare() {
        Answers<Checksum> sums = sides.ask(this::checksum);
        if (sums.source().equals(sums.target())) {
            return List.of();
        }
        long rows = Math.max(sums.source().rows(), sums.target().rows());
        String difference =
                "large objects: "
                        + Difference.ofSums(sums.source(), sums.target())
                        + new Narrowing(sides, relation).rows(rows);
        return List.of(
                new ComparedTable(
                        TableComparison.NO_TABLE,
                        sums.source().rows(),
                        sums.target().rows(),
                        difference));
    }

    private Checksum checksum(ComparedSide side) {
        Numbered relation =
                level == Verification.COUNTS
                        ? new Numbered(0, "pg_largeobject_metadata", ComparisonQueries.NO_SUM)
                        : new Numbered(
                                0,
                                this.relation.from(),
                                ComparisonQueries.sum(this.relation.hash()));
        return Checksums.of(side, "comparing large objects", relation);
    }
}
