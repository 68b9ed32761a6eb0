package io.godwit.validator.comparison;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a row holds, column by column.
///
/// @param texts as the query that read them spells values: literals, or their beginnings
/// @param digests of the whole values
record RowValues(List<String> texts, List<String> digests) {

    /// @param query answers with a key, the texts and the digests of each row that has it
    /// @return by key
    static Map<String, RowValues> read(ComparedSide side, String query, String[] keys) {
        Map<String, RowValues> values = new HashMap<>();
        side.read(
                        "reading rows that differ",
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new RowValues(
                                                Shapes.texts(row.getArray(2)),
                                                Shapes.texts(row.getArray(3)))),
                        query,
                        (Object) keys)
                .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }
}
