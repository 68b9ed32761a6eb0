package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.PartRange;
import io.godwit.common.migration.TableName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cuts large tables into ranges of their key. A range lies on both servers, wherever its rows lie.
final class TableRanges {
    static final int MOST = 2000;

    /// Bytes. While a target follows, a range must be read in so short a time that little of it is
    /// written to meanwhile.
    static final long FOLLOWED = 256L << 20;

    private final ComparedSide source;
    private final Map<Long, Key> keys;

    private record Key(String column, boolean wholeNumber, List<String> bounds) {}

    private TableRanges(ComparedSide source, Map<Long, Key> keys) {
        this.source = source;
        this.keys = keys;
    }

    /// @param tables the source's numbers of those that may be cut
    static TableRanges of(ComparedSide source, Collection<Long> tables) {
        Map<Long, Key> keys = new HashMap<>();
        if (!tables.isEmpty()) {
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
                            (Object) tables.toArray(Long[]::new))
                    .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        }
        return new TableRanges(source, keys);
    }

    /// @param oid of the table, one of those that may be cut
    /// @param bytes of the table
    /// @param wanted ranges
    /// @param first number that is given
    /// @return which adjoin, the first and the last open, so that they cover every row once; the
    ///   whole table if it has no key whose order is known
    List<ComparisonPiece> pieces(long oid, TableName table, long bytes, int wanted, int first) {
        Key key = keys.get(oid);
        List<String> bounds =
                key == null ? List.of() : bounds(known(key, table), key.wholeNumber(), wanted);
        if (key == null || bounds.isEmpty()) {
            return List.of(new ComparisonPiece(first, List.of(table), null, bytes));
        }
        List<ComparisonPiece> pieces = new ArrayList<>();
        for (int i = 0; i <= bounds.size(); i++) {
            PartRange range = new PartRange(key.column(), bound(bounds, i - 1), bound(bounds, i));
            pieces.add(
                    new ComparisonPiece(
                            first + i, List.of(table), range, bytes / (bounds.size() + 1)));
        }
        return pieces;
    }

    private static @Nullable String bound(List<String> bounds, int i) {
        return i < 0 || i == bounds.size() ? null : bounds.get(i);
    }

    private List<String> known(Key key, TableName table) {
        return key.bounds().size() < 2 && key.wholeNumber()
                ? source.read(
                                "looking for the ends of " + table,
                                row -> texts(row.getString(1), row.getString(2)),
                                PlanningQueries.extremes(table, key.column()))
                        .getFirst()
                : key.bounds();
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
}
