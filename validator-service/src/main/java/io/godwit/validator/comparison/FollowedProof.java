package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparedRelation;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.ProvenTable;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.UnprovenTables.Table;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Proves rows equal while they are followed, so that nobody has to wait for it at the cutover:
/// from then on the stream vouches for them. What is not in the stream cannot be proven so.
final class FollowedProof {
    private static final int MOST_TOLD = 5;
    private static final int LONGEST = 200;

    private final PieceComparison comparison;

    /// @param patience with changes that are on their way
    FollowedProof(PostgresConnections connections, Duration patience) {
        this.comparison = new PieceComparison(connections, patience);
    }

    /// @return those that are equal; what never stood still, or was not to be read, is none
    /// @throws MigrationException `ROWS_DIFFER`
    List<ProvenTable> of(List<Table> doubted, CheckDrift command, WorkContext work) {
        List<Table> followed = doubted.stream().filter(Table::followed).toList();
        if (followed.isEmpty()) {
            return List.of();
        }
        PieceCompared compared = comparison.compare(piece(followed, command), work);
        refuse(compared);
        Set<TableName> equal =
                compared.relations().stream()
                        .filter(ComparedRelation::equal)
                        .map(relation -> new TableName(relation.schema(), relation.name()))
                        .collect(Collectors.toSet());
        return followed.stream()
                .filter(table -> equal.contains(table.name()))
                .map(Table::asProven)
                .toList();
    }

    private static ComparePiece piece(List<Table> tables, CheckDrift command) {
        return new ComparePiece(
                command.work(),
                command.endpoints(),
                command.sourceDatabase(),
                command.staging(),
                new ComparisonScope(ComparisonLevel.FULL, command.moved(), List.of(), true, 0),
                new ComparisonPiece(0, tables.stream().map(Table::name).toList(), null, 0));
    }

    /// Where a server did not show all rows, the comparison behind the fence says so.
    private static void refuse(PieceCompared compared) {
        List<ComparisonDifference> found = compared.differences();
        if (compared.differing() > 0
                && found.stream().allMatch(one -> one.kind() != DifferenceKind.NOT_COMPARED)) {
            throw new MigrationException(
                    FailureCode.ROWS_DIFFER,
                    "%d rows of tables that were changed while they were followed differ: "
                                    .formatted(compared.differing())
                            + found.stream()
                                    .limit(MOST_TOLD)
                                    .map(FollowedProof::told)
                                    .collect(Collectors.joining("; ")));
        }
    }

    private static String told(ComparisonDifference row) {
        return (row.key() == null ? row.object() : row.object() + " " + row.key())
                + ": "
                + shown(row.source())
                + " on the source, "
                + shown(row.target())
                + " on the target";
    }

    private static String shown(@Nullable String value) {
        return value == null ? "missing" : Difference.shortened(value, LONGEST);
    }
}
