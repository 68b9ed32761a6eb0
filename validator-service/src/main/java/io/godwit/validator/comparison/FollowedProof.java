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
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.UnprovenTables.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Proves rows equal while they are followed, so that nobody has to wait for it at the cutover:
/// from then on the stream vouches for them. What is not in the stream cannot be proven so.
final class FollowedProof {
    private static final int MOST_TOLD = 5;

    private final PieceComparison comparison;

    /// @param patience with changes that are on their way
    FollowedProof(PostgresConnections connections, Duration patience) {
        this.comparison = new PieceComparison(connections, patience);
    }

    /// @return those that are equal; what never stood still, or was not to be read, is none
    /// @throws MigrationException `ROWS_DIFFER`
    List<ProvenTable> of(List<Table> doubted, CheckDrift command, WorkContext work) {
        List<ProvenTable> proven = new ArrayList<>();
        for (Table table : doubted) {
            work.checkStopping();
            if (table.followed() && equal(comparison.compare(piece(table, command), work))) {
                proven.add(table.asProven());
            }
        }
        return proven;
    }

    private static boolean equal(PieceCompared compared) {
        refuse(compared);
        return !compared.relations().isEmpty()
                && compared.relations().stream().allMatch(ComparedRelation::equal);
    }

    private static ComparePiece piece(Table table, CheckDrift command) {
        return new ComparePiece(
                command.work(),
                command.endpoints(),
                command.sourceDatabase(),
                command.staging(),
                new ComparisonScope(ComparisonLevel.FULL, command.moved(), List.of(), true, 0),
                new ComparisonPiece(0, List.of(table.name()), null, 0));
    }

    /// Where a server does not show all rows, the comparison behind the fence says so.
    private static void refuse(PieceCompared compared) {
        List<ComparisonDifference> found = compared.differences();
        if (compared.differing() > 0
                && found.stream().allMatch(one -> one.kind() != DifferenceKind.NOT_COMPARED)) {
            throw new MigrationException(
                    FailureCode.ROWS_DIFFER,
                    "at least %d rows of a table that was changed while it was followed differ: "
                                    .formatted(compared.differing())
                            + found.stream()
                                    .limit(MOST_TOLD)
                                    .map(FollowedProof::told)
                                    .collect(Collectors.joining("; ")));
        }
    }

    /// Without values: this is also logged.
    private static String told(ComparisonDifference row) {
        String name = row.key() == null ? row.object() : row.object() + " " + row.key();
        return switch (row.kind()) {
            case MISSING -> name + " is missing on the target";
            case EXTRA -> name + " is only on the target";
            default -> name + " has other values";
        };
    }
}
