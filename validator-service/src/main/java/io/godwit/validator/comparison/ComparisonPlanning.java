package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import io.godwit.common.postgres.PostgresConnections;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cuts a database's comparison into pieces: many small tables to one, large tables into ranges, so
/// that each is a short question of its own.
public final class ComparisonPlanning {
    /// What a server reads in a second or two. To read a range by its key costs it more than the
    /// same rows in the order in which they lie.
    static final long CUT_FROM = 1L << 30;

    private static final long LARGEST_RANGE = 1L << 30;
    private static final long TOGETHER = 64L << 20;
    private static final int FEW_TOGETHER = 200;
    private static final int MOST_TOGETHER = 1000;
    private static final int PIECES_A_FACT = 50;

    /// With a limit, how long one question's rows may last.
    private static final long MOST_SECONDS = 5;

    private final ComparedServers servers;
    private final long cutFrom;

    public ComparisonPlanning(PostgresConnections connections) {
        this(connections, CUT_FROM);
    }

    /// @param cutFrom bytes that a table must have to be cut
    ComparisonPlanning(PostgresConnections connections, long cutFrom) {
        this.servers = new ComparedServers(connections);
        this.cutFrom = cutFrom;
    }

    /// @param own whether it has rows of its own
    private record Table(
            long oid,
            TableName name,
            boolean own,
            boolean logged,
            long bytes,
            long rows,
            List<Long> parents) {
        static Table read(ResultSet row) throws SQLException {
            return new Table(
                    row.getLong(1),
                    new TableName(row.getString(2), row.getString(3)),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getLong(6),
                    row.getLong(7),
                    List.of((Long[]) row.getArray(8).getArray()));
        }
    }

    /// Publishes the pieces.
    ///
    /// @return the fact that closes the plan
    public ComparisonPlanned plan(PlanComparison command, WorkContext work) {
        return servers.ask(
                command.endpoints(),
                command.sourceDatabase(),
                command.targetDatabase(),
                work,
                sides -> {
                    List<Table> tables = tables(sides.source(), command);
                    List<ComparisonPiece> pieces = pieces(sides.source(), tables, command);
                    for (int from = 0; from < pieces.size(); from += PIECES_A_FACT) {
                        int to = Math.min(from + PIECES_A_FACT, pieces.size());
                        work.publish(new PiecesPlanned(command.work(), pieces.subList(from, to)));
                    }
                    return new ComparisonPlanned(
                            command.work(),
                            tables.size(),
                            pieces.size(),
                            sides.source().version(),
                            sides.target().version());
                });
    }

    private static Map<Long, Table> all(ComparedSide source) {
        Map<Long, Table> all = new LinkedHashMap<>();
        source.read("listing tables", Table::read, PlanningQueries.TABLES)
                .forEach(table -> all.put(table.oid(), table));
        return all;
    }

    /// What is not logged does not follow: it is left out until the cutover.
    private static List<Table> tables(ComparedSide source, PlanComparison command) {
        Scope scope = Scope.of(command.scope());
        Map<Long, Table> all = all(source);
        return all.values().stream()
                .filter(Table::own)
                .filter(table -> table.logged() || !command.scope().following())
                .filter(table -> scope.selects(line(table, all, new LinkedHashSet<>())))
                .toList();
    }

    private static Set<TableName> line(Table table, Map<Long, Table> all, Set<TableName> line) {
        if (line.add(table.name())) {
            for (Long parent : table.parents()) {
                Table found = all.get(parent);
                if (found != null) {
                    line(found, all, line);
                }
            }
        }
        return line;
    }

    private List<ComparisonPiece> pieces(
            ComparedSide source, List<Table> tables, PlanComparison command) {
        List<Table> large = tables.stream().filter(table -> ranges(table, command) > 1).toList();
        TableRanges cut = TableRanges.of(source, large.stream().map(Table::oid).toList());
        List<ComparisonPiece> pieces = new ArrayList<>();
        for (Table table : large) {
            pieces.addAll(
                    cut.pieces(
                            table.oid(),
                            table.name(),
                            table.bytes(),
                            ranges(table, command),
                            pieces.size()));
        }
        List<Table> small = tables.stream().filter(table -> !large.contains(table)).toList();
        int most =
                Math.clamp(
                        Math.ceilDiv(small.size(), command.parallelism()),
                        FEW_TOGETHER,
                        MOST_TOGETHER);
        together(small, most, pieces);
        return pieces;
    }

    private int ranges(Table table, PlanComparison command) {
        long limit = command.scope().rowsPerSecond();
        long byRate = limit == 0 ? 1 : table.rows() / (limit * MOST_SECONDS) + 1;
        return Math.clamp(Math.max(byRate, bySize(table, command)), 1, TableRanges.MOST);
    }

    private long bySize(Table table, PlanComparison command) {
        boolean following = command.scope().following();
        long from = following ? Math.min(cutFrom, TableRanges.FOLLOWED) : cutFrom;
        long largest = following ? TableRanges.FOLLOWED : LARGEST_RANGE;
        return table.bytes() < from
                ? 1
                : table.bytes()
                        / Math.clamp(
                                table.bytes() / (2L * command.parallelism()), from / 4, largest);
    }

    /// Each piece has sessions of its own, which cost the servers as much as dozens of tables.
    private static void together(List<Table> small, int most, List<ComparisonPiece> pieces) {
        List<TableName> names = new ArrayList<>();
        long bytes = 0;
        for (Table table : small) {
            boolean full = names.size() == most || bytes + table.bytes() > TOGETHER;
            if (full && !names.isEmpty()) {
                pieces.add(new ComparisonPiece(pieces.size(), names, null, bytes));
                names = new ArrayList<>();
                bytes = 0;
            }
            names.add(table.name());
            bytes += table.bytes();
        }
        if (!names.isEmpty()) {
            pieces.add(new ComparisonPiece(pieces.size(), names, null, bytes));
        }
    }
}
