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

    private final Looks looks;
    private final Relation relation;
    private final String versions;
    private long mask;

    KeySearch(Looks looks, Relation relation) {
        this(looks, relation, ComparisonQueries.NO_VERSIONS);
    }

    private KeySearch(Looks looks, Relation relation, String versions) {
        this.looks = looks;
        this.relation = relation;
        this.versions = versions;
    }

    /// What it finds can be looked at again.
    static KeySearch ofVersions(Looks looks, Relation relation) {
        return new KeySearch(looks, relation, ComparisonQueries.VERSIONS);
    }

    /// @param rows by their keys
    /// @param unread divisions that differ and were not read: in each is at least one more row
    record Found(Differing<String> rows, Differing<Long> unread) {}

    /// @param keys of what differs, in their order
    /// @param held what both sides have of these, and of others
    record Differing<K>(List<K> keys, Answers<Map<K, Held>> held) {
        static <K> Differing<K> nothing() {
            return new Differing<>(List.of(), new Answers<>(Map.of(), Map.of()));
        }

        Held.Pair pair(K key) {
            return new Held.Pair(
                    held.source().getOrDefault(key, Held.NOTHING),
                    held.target().getOrDefault(key, Held.NOTHING));
        }

        /// Those that were not in the first `known`.
        Differing<K> after(int known) {
            return new Differing<>(keys.subList(Math.min(known, keys.size()), keys.size()), held);
        }
    }

    /// @param rows about how many there are
    Found find(long rows) {
        mask = divisions(rows) - 1;
        Differing<Long> divisions = differingDivisions();
        if (divisions.keys().isEmpty()) {
            return new Found(Differing.nothing(), Differing.nothing());
        }
        List<Long> some = divisions.keys().stream().limit(MOST_DIVISIONS_READ).toList();
        String query =
                ComparisonQueries.keys(
                        relation.from(),
                        relation.key(),
                        relation.bucketed(),
                        relation.hash(),
                        versions,
                        mask);
        return new Found(differing(query, some.toArray(Long[]::new)), divisions.after(some.size()));
    }

    /// Those of the keys that differ still.
    Differing<String> again(Collection<String> keys) {
        String query =
                ComparisonQueries.someKeys(
                        relation.from(), relation.key(), relation.hash(), versions);
        return differing(query, keys.toArray(String[]::new));
    }

    private Differing<String> differing(String query, Object values) {
        return differing(looks.ask(side -> held(side, row -> row.getString(1), query, values)));
    }

    private static long divisions(long rows) {
        long wanted = Math.clamp(rows / ROWS_A_DIVISION, 1, MOST_DIVISIONS);
        return Long.highestOneBit(wanted);
    }

    /// All divisions that differ now; [#find] has divided the rows.
    Differing<Long> differingDivisions() {
        String query =
                ComparisonQueries.buckets(
                        relation.from(), relation.bucketed(), relation.hash(), versions, mask);
        return differing(looks.ask(side -> held(side, row -> row.getLong(1), query)));
    }

    private static <K> Differing<K> differing(Answers<Map<K, Held>> held) {
        TreeSet<K> differing = new TreeSet<>(held.source().keySet());
        differing.addAll(held.target().keySet());
        differing.removeIf(key ->
                held.source()
                        .getOrDefault(key, Held.NOTHING)
                        .sum()
                        .equals(held.target().getOrDefault(key, Held.NOTHING).sum()));
        return new Differing<>(List.copyOf(differing), held);
    }

    /// What tells one sum from the other.
    private interface KeyReader<K> {
        K read(ResultSet row) throws SQLException;
    }

    private static <K> Map<K, Held> held(
            ComparedSide side, KeyReader<K> key, String query, Object... values) {
        Map<K, Held> held = new HashMap<>();
        side.read(
                        "narrowing down what differs",
                        row ->
                                Map.entry(
                                        key.read(row),
                                        new Held(Checksums.read(row), row.getString(4))),
                        query,
                        values)
                .forEach(entry -> held.put(entry.getKey(), entry.getValue()));
        return held;
    }
}
