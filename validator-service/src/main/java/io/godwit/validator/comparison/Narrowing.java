package io.godwit.validator.comparison;

import io.godwit.validator.comparison.BothSides.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Describes the first rows that differ, for people.
final class Narrowing {
    private static final int MOST_NAMED = 5;
    private static final int LONGEST_KEY = 120;

    private final BothSides sides;
    private final Relation relation;

    Narrowing(BothSides sides, Relation relation) {
        this.sides = sides;
        this.relation = relation;
    }

    /// The first rows that differ, for people; begins with a separator, empty if none is found any
    /// more.
    String rows(long rows) {
        KeySearch search = KeySearch.of(sides, relation, rows);
        List<String> keys =
                search.rowsOf(search.readable(search.divisions().keySet())).keySet().stream()
                        .limit(MOST_NAMED)
                        .toList();
        return keys.isEmpty() ? "" : ": " + described(keys);
    }

    private String described(List<String> keys) {
        String query =
                ComparisonQueries.values(relation.from(), relation.key(), relation.columns());
        String[] wanted = keys.toArray(String[]::new);
        Answers<Map<String, RowValues>> values =
                sides.ask(side -> RowValues.read(side, query, wanted));
        List<String> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(described(key, values.source().get(key), values.target().get(key)));
        }
        return String.join("; ", rows);
    }

    private String described(String key, @Nullable RowValues source, @Nullable RowValues target) {
        if (source != null && target != null) {
            return relation.keyed() ? name(key) + bothHave(source, target) : repeated(source);
        }
        RowValues only = source != null ? source : target;
        String where = source != null ? "only on the source" : "only on the target";
        if (only == null) {
            return name(key) + " changed while it was compared";
        }
        return relation.keyed() ? name(key) + " " + where : row(only) + " " + where;
    }

    private String repeated(RowValues row) {
        return row(row) + " more often on one side";
    }

    private String row(RowValues values) {
        return "row ("
                + Difference.shortened(String.join(", ", values.texts()), 2 * LONGEST_KEY)
                + ")";
    }

    private String name(String key) {
        return String.join(", ", relation.keyNames())
                + " "
                + Difference.shortened(key, LONGEST_KEY);
    }

    private String bothHave(RowValues source, RowValues target) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < source.digests().size(); i++) {
            if (!source.digests().get(i).equals(target.digests().get(i))) {
                columns.add(
                        relation.columnNames().get(i)
                                + " "
                                + source.texts().get(i)
                                + " on the source, "
                                + target.texts().get(i)
                                + " on the target");
            }
        }
        return ": " + String.join(", ", columns);
    }
}
