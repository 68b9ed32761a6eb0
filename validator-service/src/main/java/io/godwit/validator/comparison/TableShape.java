package io.godwit.validator.comparison;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the comparison must know of a table on one side.
///
/// @param pages of 8 kB on disk
/// @param columns in the table's order, generated ones included
/// @param key the columns of the primary key, or else of a unique index without nulls; empty if
///   there is none
/// @param generated columns that nobody can write to
record TableShape(long pages, List<Column> columns, List<String> key, List<String> generated) {
    /// A column whose types differ.
    private static final String ANY_TYPE = "";

    TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        generated = List.copyOf(generated);
    }

    /// @param type the base type's name if it is a domain
    record Column(String name, String type) {}

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /// This shape, without the types of columns that have another there: those are compared by
    /// their text.
    TableShape agreedWith(TableShape other) {
        Map<String, String> types =
                other.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
        List<Column> agreed =
                columns.stream()
                        .map(column ->
                                column.type().equals(types.get(column.name()))
                                        ? column
                                        : new Column(column.name(), ANY_TYPE))
                        .toList();
        return new TableShape(pages, agreed, key, generated);
    }
}
