package io.godwit.validator.comparison;

import io.godwit.validator.comparison.BothSides.Answers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds the keys of rows that differ, given that some do: the rows are divided by their key's
/// hash, and only the first divisions that differ are read. Memory and answer are bounded however
/// large the table is and however much differs.
final class KeySearch {
    private static final int MOST_DIVISIONS_READ = 8;
    private static final int ROWS_A_DIVISION = 4096;
    private static final int MOST_DIVISIONS = 1 << 16;

    private final BothSides sides;
    private final Relation relation;

    KeySearch(BothSides sides, Relation relation) {
        this.sides = sides;
        this.relation = relation;
    }

    /// @param sums of each key that differs, in the keys' order
    /// @param more whether there are divisions that differ and were not read
    record Found(List<String> keys, Answers<Map<String, Checksum>> sums, boolean more) {
        Checksum source(String key) {
            return sums.source().getOrDefault(key, Checksum.NONE);
        }

        Checksum target(String key) {
            return sums.target().getOrDefault(key, Checksum.NONE);
        }
    }

    /// @param rows about how many there are
    Found find(long rows) {
        long mask = divisions(rows) - 1;
        List<Long> divisions = differingDivisions(mask);
        if (divisions.isEmpty()) {
            return new Found(List.of(), new Answers<>(Map.of(), Map.of()), false);
        }
        List<Long> some = divisions.stream().limit(MOST_DIVISIONS_READ).toList();
        String query =
                ComparisonQueries.keys(
                        relation.from(),
                        relation.key(),
                        relation.bucketed(),
                        relation.hash(),
                        mask);
        return found(query, some.toArray(Long[]::new), divisions.size() > some.size());
    }

    /// Those of the keys that differ still.
    Found again(Collection<String> keys) {
        String query = ComparisonQueries.someKeys(relation.from(), relation.key(), relation.hash());
        return found(query, keys.toArray(String[]::new), false);
    }

    private Found found(String query, Object values, boolean more) {
        Answers<Map<String, Checksum>> sums =
                sides.ask(side -> sums(side, row -> row.getString(1), query, values));
        return new Found(List.copyOf(differing(sums)), sums, more);
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
        return List.copyOf(differing(sums));
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
}
