package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.PartRange;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import io.godwit.common.postgres.PostgresConnections;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cuts a database's comparison into pieces: many small tables to one, large tables into ranges of
/// their key. A range lies on both servers, wherever its rows lie; so each is a short question of
/// its own.
public final class ComparisonPlanning {
    /// What a server reads in a second or two. To read a range by its key costs it more than the
    /// same rows in the order in which they lie.
    static final long CUT_FROM = 1L << 30;

    private static final long LARGEST_RANGE = 1L << 30;
    private static final long TOGETHER = 64L << 20;
    private static final int FEW_TOGETHER = 200;
    private static final int MOST_TOGETHER = 1000;
    private static final int MOST_RANGES = 2000;
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

    private record Key(String column, boolean wholeNumber, List<String> bounds) {}

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
        Map<Long, Key> keys = keys(source, large);
        List<ComparisonPiece> pieces = new ArrayList<>();
        for (Table table : large) {
            List<PartRange> ranges =
                    ranges(source, table, keys.get(table.oid()), ranges(table, command));
            for (PartRange range : ranges) {
                pieces.add(
                        new ComparisonPiece(
                                pieces.size(),
                                List.of(table.name()),
                                range.from() == null && range.to() == null ? null : range,
                                table.bytes() / ranges.size()));
            }
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
        long bySize =
                table.bytes() < cutFrom
                        ? 1
                        : table.bytes()
                                / Math.clamp(
                                        table.bytes() / (2L * command.parallelism()),
                                        cutFrom / 4,
                                        LARGEST_RANGE);
        return Math.clamp(Math.max(byRate, bySize), 1, MOST_RANGES);
    }

    private static Map<Long, Key> keys(ComparedSide source, List<Table> large) {
        Map<Long, Key> keys = new HashMap<>();
        if (!large.isEmpty()) {
            source.read(
                            "looking for keys",
                            row ->
                                    Map.entry(
                                            row.getLong(1),
                                            new Key(
                                                    row.getString(2),
                                                    row.getBoolean(3),
                                                    Shapes.texts(row.getArray(4)))),
                            PlanningQueries.BOUNDS,
                            (Object) large.stream().map(Table::oid).toArray(Long[]::new))
                    .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        }
        return keys;
    }

    /// Adjoining, the first and the last open, so that they cover every row once.
    private static List<PartRange> ranges(
            ComparedSide source, Table table, @Nullable Key key, int wanted) {
        if (key == null) {
            return List.of(new PartRange(null, null, null));
        }
        List<String> known = key.bounds();
        if (known.size() < 2 && key.wholeNumber()) {
            known =
                    source.read(
                                    "looking for the ends of " + table.name(),
                                    row -> texts(row.getString(1), row.getString(2)),
                                    PlanningQueries.extremes(table.name(), key.column()))
                            .getFirst();
        }
        List<String> bounds = bounds(known, key.wholeNumber(), wanted);
        List<PartRange> ranges = new ArrayList<>();
        for (int i = 0; i <= bounds.size(); i++) {
            ranges.add(
                    new PartRange(
                            key.column(),
                            i == 0 ? null : bounds.get(i - 1),
                            i == bounds.size() ? null : bounds.get(i)));
        }
        return ranges;
    }

    private static List<String> texts(@Nullable String from, @Nullable String to) {
        return from == null || to == null ? List.of() : List.of(from, to);
    }

    /// Between bounds that are known, whole numbers are divided evenly.
    private static List<String> bounds(List<String> known, boolean wholeNumber, int wanted) {
        if (known.size() < 2) {
            return List.of();
        }
        Set<String> bounds = new LinkedHashSet<>();
        for (int i = 1; i < wanted; i++) {
            double place = (double) i * (known.size() - 1) / wanted;
            int below = (int) place;
            bounds.add(
                    wholeNumber
                            ? between(known.get(below), known.get(below + 1), place - below)
                            : known.get(below));
        }
        bounds.remove(known.getFirst());
        return List.copyOf(bounds);
    }

    private static String between(String from, String to, double share) {
        BigInteger start = new BigInteger(from);
        BigInteger length = new BigInteger(to).subtract(start);
        BigInteger millionths = BigInteger.valueOf((long) (share * 1_000_000));
        return start.add(length.multiply(millionths).divide(BigInteger.valueOf(1_000_000)))
                .toString();
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
