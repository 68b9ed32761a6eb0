package io.godwit.validator.comparison;

import io.godwit.validator.comparison.BothSides.Answers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the keys of rows that differ, given that some do: the rows are divided by their key's
/// hash, and only so many divisions are read as hold about [#MOST_ROWS_READ]. Memory and answer are
/// bounded however large the table is and however much differs.
final class KeySearch {
    private static final int MOST_ROWS_READ = 32_768;

    /// So few that, of a table that is written to all over, most divisions stand still between two
    /// looks.
    private static final int ROWS_A_DIVISION = 64;

    /// As many groups as a server sums up in memory.
    private static final int MOST_DIVISIONS = 1 << 14;

    private final Looks looks;
    private final Relation relation;
    private final String versions;
    private final int divisions;
    private final int readable;

    private KeySearch(Looks looks, Relation relation, String versions, long rows) {
        this.looks = looks;
        this.relation = relation;
        this.versions = versions;
        this.divisions =
                Integer.highestOneBit(Math.clamp(rows / ROWS_A_DIVISION, 1, MOST_DIVISIONS));
        this.readable =
                Math.clamp(MOST_ROWS_READ / Math.max(1, rows / divisions), 1, MOST_DIVISIONS);
    }

    /// @param rows about how many there are
    static KeySearch of(Looks looks, Relation relation, long rows) {
        return new KeySearch(looks, relation, ComparisonQueries.NO_VERSIONS, rows);
    }

    /// What it finds can be looked at again.
    static KeySearch ofVersions(Looks looks, Relation relation, long rows) {
        return new KeySearch(looks, relation, relation.versions(), rows);
    }

    /// Those that differ now.
    SortedMap<Long, Held.Pair> divisions() {
        String query =
                ComparisonQueries.buckets(
                        relation.from(),
                        relation.bucketed(),
                        relation.hash(),
                        versions,
                        divisions - 1);
        return differing(row -> row.getLong(1), query);
    }

    /// Those of some that differ still.
    SortedMap<Long, Held.Pair> divisions(Collection<Long> some) {
        String query =
                ComparisonQueries.someBuckets(
                        relation.from(),
                        relation.bucketed(),
                        relation.hash(),
                        versions,
                        divisions - 1);
        return differing(row -> row.getLong(1), query, (Object) some.toArray(Long[]::new));
    }

    /// @param divisions in the order of their worth
    /// @return as many as are read
    List<Long> readable(Collection<Long> divisions) {
        return divisions.stream().limit(readable).toList();
    }

    boolean tooMany(Collection<Long> divisions) {
        return divisions.size() > readable;
    }

    /// The rows of some divisions that differ now, by their keys.
    SortedMap<String, Held.Pair> rowsOf(Collection<Long> some) {
        String query =
                ComparisonQueries.keys(
                        relation.from(),
                        relation.key(),
                        relation.bucketed(),
                        relation.hash(),
                        versions,
                        divisions - 1);
        return some.isEmpty()
                ? new TreeMap<>()
                : differing(row -> row.getString(1), query, (Object) some.toArray(Long[]::new));
    }

    /// Those of the keys that differ still.
    SortedMap<String, Held.Pair> again(Collection<String> keys) {
        String query =
                ComparisonQueries.someKeys(
                        relation.from(), relation.key(), relation.hash(), versions);
        return differing(row -> row.getString(1), query, (Object) keys.toArray(String[]::new));
    }

    /// What tells one sum from the other.
    private interface KeyReader<K> {
        K read(ResultSet row) throws SQLException;
    }

    private <K> SortedMap<K, Held.Pair> differing(
            KeyReader<K> key, String query, Object... values) {
        Answers<Map<K, Held>> held = looks.ask(side -> held(side, key, query, values));
        SortedMap<K, Held.Pair> differing = new TreeMap<>();
        held.source().forEach((k, source) -> note(k, source, held.target().get(k), differing));
        held.target().forEach((k, target) -> note(k, held.source().get(k), target, differing));
        return differing;
    }

    private static <K> void note(
            K key,
            @Nullable Held source,
            @Nullable Held target,
            SortedMap<K, Held.Pair> differing) {
        Held.Pair pair = Held.Pair.of(source, target);
        if (!pair.equal()) {
            differing.put(key, pair);
        }
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
