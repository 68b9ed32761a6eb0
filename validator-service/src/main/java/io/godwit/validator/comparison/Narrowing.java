package io.godwit.validator.comparison;

import io.godwit.validator.comparison.BothSides.Answers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds rows that differ, given that some do: the rows are divided by their key's hash, and only
/// the first divisions that differ are read. Memory and answer are bounded however large the table
/// is and however much differs.
final class Narrowing {
    private static final int MOST_NAMED = 5;
    private static final int MOST_DIVISIONS_READ = 8;
    private static final int ROWS_A_DIVISION = 4096;
    private static final int MOST_DIVISIONS = 1 << 16;
    private static final int LONGEST_KEY = 120;

    private final BothSides sides;
    private final Relation relation;

    Narrowing(BothSides sides, Relation relation) {
        this.sides = sides;
        this.relation = relation;
    }

    /// What each column holds, by its beginning, and its digest.
    private record Values(List<String> starts, List<String> digests) {}

    /// The first rows that differ, for people; begins with a separator, empty if none is found any
    /// more.
    String rows(long rows) {
        long mask = divisions(rows) - 1;
        List<Long> divisions = differingDivisions(mask);
        if (divisions.isEmpty()) {
            return "";
        }
        List<String> keys = keys(divisions.toArray(Long[]::new), mask);
        if (keys.isEmpty()) {
            return "";
        }
        return ": " + described(keys);
    }

    private static long divisions(long rows) {
        long wanted = Math.clamp(rows / ROWS_A_DIVISION, 1, MOST_DIVISIONS);
        return Long.highestOneBit(wanted);
    }

    private List<Long> differingDivisions(long mask) {
        String query =
                ComparisonQueries.buckets(
                        relation.from(), relation.bucketed(), relation.hash(), mask);
        Answers<Map<Long, Checksum>> sums =
                sides.ask(side -> sums(side, row -> row.getLong(1), query));
        return differing(sums).stream().limit(MOST_DIVISIONS_READ).toList();
    }

    private List<String> keys(Long[] divisions, long mask) {
        String query =
                ComparisonQueries.keys(
                        relation.from(),
                        relation.key(),
                        relation.bucketed(),
                        relation.hash(),
                        mask);
        Answers<Map<String, Checksum>> sums =
                sides.ask(side -> sums(side, row -> row.getString(1), query, (Object) divisions));
        return differing(sums).stream().limit(MOST_NAMED).toList();
    }

    private static <K> Collection<K> differing(Answers<Map<K, Checksum>> sums) {
        TreeSet<K> differing = new TreeSet<>(sums.source().keySet());
        differing.addAll(sums.target().keySet());
        differing.removeIf(key ->
                sums.source()
                        .getOrDefault(key, Checksum.NONE)
                        .equals(sums.target().getOrDefault(key, Checksum.NONE)));
        return differing;
    }

    /// What tells one sum from the other.
    private interface KeyReader<K> {
        K read(ResultSet row) throws SQLException;
    }

    private static <K> Map<K, Checksum> sums(
            ComparedSide side, KeyReader<K> key, String query, Object... values) {
        Map<K, Checksum> sums = new HashMap<>();
        side.read(
                        "narrowing down what differs",
                        row ->
                                Map.entry(
                                        key.read(row),
                                        new Checksum(row.getLong(2), row.getString(3))),
                        query,
                        values)
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
        return sums;
    }

    private String described(List<String> keys) {
        String query =
                ComparisonQueries.values(relation.from(), relation.key(), relation.columns());
        String[] wanted = keys.toArray(String[]::new);
        Answers<Map<String, Values>> values = sides.ask(side -> values(side, query, wanted));
        List<String> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(described(key, values.source().get(key), values.target().get(key)));
        }
        return String.join("; ", rows);
    }

    private static Map<String, Values> values(ComparedSide side, String query, String[] keys) {
        Map<String, Values> values = new HashMap<>();
        side.read(
                        "reading rows that differ",
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new Values(
                                                Shapes.texts(row.getArray(2)),
                                                Shapes.texts(row.getArray(3)))),
                        query,
                        (Object) keys)
                .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    private String described(String key, @Nullable Values source, @Nullable Values target) {
        if (source != null && target != null) {
            return relation.keyed() ? name(key) + bothHave(source, target) : repeated(source);
        }
        Values only = source != null ? source : target;
        String where = source != null ? "only on the source" : "only on the target";
        if (only == null) {
            return name(key) + " changed while it was compared";
        }
        return relation.keyed() ? name(key) + " " + where : row(only) + " " + where;
    }

    private String repeated(Values row) {
        return row(row) + " more often on one side";
    }

    private String row(Values values) {
        return "row (" + shortened(String.join(", ", values.starts()), 2 * LONGEST_KEY) + ")";
    }

    private String name(String key) {
        return String.join(", ", relation.keyNames()) + " " + shortened(key, LONGEST_KEY);
    }

    private String bothHave(Values source, Values target) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < source.digests().size(); i++) {
            if (!source.digests().get(i).equals(target.digests().get(i))) {
                columns.add(
                        relation.columnNames().get(i)
                                + " "
                                + source.starts().get(i)
                                + " on the source, "
                                + target.starts().get(i)
                                + " on the target");
            }
        }
        return ": " + String.join(", ", columns);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
