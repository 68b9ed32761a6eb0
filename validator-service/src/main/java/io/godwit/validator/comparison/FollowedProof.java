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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Proves rows equal while they are followed, so that nobody has to wait for it at the cutover:
/// from then on the stream vouches for them. What is not in the stream cannot be proven so.
final class FollowedProof {
    private static final int MOST_TOLD = 5;

    private final ComparedServers servers;
    private final PieceComparison comparison;

    private final long largestRange;

    /// @param patience with changes that are on their way
    /// @param largestRange bytes
    FollowedProof(PostgresConnections connections, Duration patience, long largestRange) {
        this.servers = new ComparedServers(connections);
        this.comparison = new PieceComparison(connections, patience);
        this.largestRange = largestRange;
    }

    /// @return those that are equal; what never stood still, or was not to be read, is none
    /// @throws MigrationException `ROWS_DIFFER`
    List<ProvenTable> of(List<Table> doubted, CheckDrift command, WorkContext work) {
        List<Table> followed = doubted.stream().filter(Table::followed).toList();
        if (followed.isEmpty()) {
            return List.of();
        }
        List<Cut> cut =
                servers.ask(
                        command.endpoints(),
                        command.sourceDatabase(),
                        command.staging(),
                        work,
                        sides -> cut(followed, sides.source()));
        return cut.stream()
                .filter(one -> equal(one.pieces(), command, work))
                .map(one -> one.table().asProven())
                .toList();
    }

    private record Cut(Table table, List<ComparisonPiece> pieces) {}

    private List<Cut> cut(List<Table> tables, ComparedSide source) {
        List<Long> oids = tables.stream().map(Table::oid).toList();
        Map<Long, Long> sizes = new HashMap<>();
        source.read(
                        "asking for the sizes of changed tables",
                        row -> Map.entry(row.getLong(1), row.getLong(2)),
                        PlanningQueries.SIZES,
                        (Object) oids.toArray(Long[]::new))
                .forEach(size -> sizes.put(size.getKey(), size.getValue()));
        TableRanges ranges = TableRanges.of(source, oids);
        List<Cut> cut = new ArrayList<>();
        for (Table table : tables) {
            long bytes = sizes.getOrDefault(table.oid(), 0L);
            int wanted = Math.clamp(bytes / largestRange, 1, TableRanges.MOST);
            cut.add(new Cut(table, ranges.pieces(table.oid(), table.name(), bytes, wanted, 0)));
        }
        return cut;
    }

    private boolean equal(List<ComparisonPiece> pieces, CheckDrift command, WorkContext work) {
        return pieces.stream().allMatch(piece -> equal(piece, command, work));
    }

    private boolean equal(ComparisonPiece piece, CheckDrift command, WorkContext work) {
        work.checkStopping();
        PieceCompared compared = comparison.compare(command(piece, command), work);
        refuse(piece.tables().getFirst(), compared);
        return !compared.relations().isEmpty()
                && compared.relations().stream().allMatch(ComparedRelation::equal);
    }

    private static ComparePiece command(ComparisonPiece piece, CheckDrift command) {
        return new ComparePiece(
                command.work(),
                command.endpoints(),
                command.sourceDatabase(),
                command.staging(),
                new ComparisonScope(ComparisonLevel.FULL, command.moved(), List.of(), true, 0),
                piece);
    }

    /// Where a server does not show all rows, the comparison behind the fence says so.
    private static void refuse(TableName table, PieceCompared compared) {
        List<ComparisonDifference> found = compared.differences();
        if (compared.differing() > 0
                && found.stream().allMatch(one -> one.kind() != DifferenceKind.NOT_COMPARED)) {
            throw new MigrationException(
                    FailureCode.ROWS_DIFFER,
                    "at least %d rows of %s, which was changed while it was followed, differ%s"
                            .formatted(compared.differing(), table, named(found)));
        }
    }

    private static String named(List<ComparisonDifference> found) {
        return found.isEmpty()
                ? ""
                : found.stream()
                        .limit(MOST_TOLD)
                        .map(FollowedProof::told)
                        .collect(Collectors.joining("; ", ": ", ""));
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
