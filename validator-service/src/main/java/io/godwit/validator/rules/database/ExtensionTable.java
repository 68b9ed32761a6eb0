package io.godwit.validator.rules.database;

import io.godwit.validator.rules.Catalog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A table that belongs to an extension and is not marked as its configuration: a dump leaves its
/// rows to the extension's script.
///
/// @param readable whether the user can see if there are rows
record ExtensionTable(ObjectName name, String extension, boolean readable) {
    /// Those with rows, and those with data of which nobody may know.
    static List<ExtensionTable> filled(Catalog catalog) throws SQLException {
        List<ExtensionTable> found =
                catalog.list(
                        row ->
                                new ExtensionTable(
                                        new ObjectName(row.getString(1), row.getString(2)),
                                        row.getString(3),
                                        row.getBoolean(4)),
                        ObjectQueries.EXTENSION_TABLES);
        List<ExtensionTable> readable = found.stream().filter(ExtensionTable::readable).toList();
        List<ExtensionTable> filled = new ArrayList<>(found);
        if (!readable.isEmpty()) {
            Set<ExtensionTable> empty = new HashSet<>(readable);
            catalog.list(row -> row.getInt(1), asking(readable))
                    .forEach(position -> empty.remove(readable.get(position)));
            filled.removeAll(empty);
        }
        return filled;
    }

    /// Which of the tables, by their positions, have rows: a file is still there when the rows in
    /// it are deleted.
    private static String asking(List<ExtensionTable> tables) {
        List<String> questions = new ArrayList<>();
        for (int position = 0; position < tables.size(); position++) {
            questions.add(
                    "SELECT %d WHERE EXISTS (SELECT FROM ONLY %s)"
                            .formatted(position, tables.get(position).name.quoted()));
        }
        return questions.stream().collect(Collectors.joining(" UNION ALL "));
    }

    @Override
    public String toString() {
        return "table " + name + " of " + extension;
    }
}
