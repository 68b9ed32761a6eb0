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
    private long mask;

    KeySearch(BothSides sides, Relation relation) {
        this.sides = sides;
        this.relation = relation;
    }

    /// @param sums of each key that differs, in the keys' order
    /// @param unread divisions that differ and were not read: in each is at least one more row
    record Found(List<String> keys, Answers<Map<String, Checksum>> sums, Differing<Long> unread) {
        Checksum source(String key) {
            return sums.source().getOrDefault(key, Checksum.NONE);
        }

        Checksum target(String key) {
            return sums.target().getOrDefault(key, Checksum.NONE);
        }
    }

    /// What differs, in its order, and the source's sums of it.
    record Differing<K>(List<K> keys, Map<K, Checksum> source) {
        static <K> Differing<K> nothing() {
            return new Differing<>(List.of(), Map.of());
        }

        Checksum source(K key) {
            return source.getOrDefault(key, Checksum.NONE);
        }

        /// Those that were not in the first `known`.
        Differing<K> after(int known) {
            return new Differing<>(keys.subList(Math.min(known, keys.size()), keys.size()), source);
        }
    }

    /// @param rows about how many there are
    Found find(long rows) {
        mask = divisions(rows) - 1;
        Differing<Long> divisions = differingDivisions();
        if (divisions.keys().isEmpty()) {
            return new Found(List.of(), new Answers<>(Map.of(), Map.of()), Differing.nothing());
        }
        List<Long> some = divisions.keys().stream().limit(MOST_DIVISIONS_READ).toList();
        String query =
                ComparisonQueries.keys(
                        relation.from(),
                        relation.key(),
                        relation.bucketed(),
                        relation.hash(),
                        mask);
        return found(query, some.toArray(Long[]::new), divisions.after(some.size()));
    }

    /// Those of the keys that differ still.
    Found again(Collection<String> keys) {
        String query = ComparisonQueries.someKeys(relation.from(), relation.key(), relation.hash());
        return found(query, keys.toArray(String[]::new), Differing.nothing());
    }

    private Found found(String query, Object values, Differing<Long> unread) {
        Answers<Map<String, Checksum>> sums =
                sides.ask(side -> sums(side, row -> row.getString(1), query, values));
        return new Found(List.copyOf(differing(sums)), sums, unread);
    }

    private static long divisions(long rows) {
        long wanted = Math.clamp(rows / ROWS_A_DIVISION, 1, MOST_DIVISIONS);
        return Long.highestOneBit(wanted);
    }

    /// All divisions that differ now; [#find] has divided the rows.
    Differing<Long> differingDivisions() {
        String query =
                ComparisonQueries.buckets(
                        relation.from(), relation.bucketed(), relation.hash(), mask);
        Answers<Map<Long, Checksum>> sums =
                sides.ask(side -> sums(side, row -> row.getLong(1), query));
        return new Differing<>(List.copyOf(differing(sums)), sums.source());
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
