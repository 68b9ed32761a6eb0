package io.godwit.validator.comparison;

import java.util.List;

/// What the comparison must know of a table on one side.
///
/// @param pages of 8 kB on disk
/// @param columns in the table's order, generated ones included
/// @param key the primary key's columns, empty if there is none
record TableShape(long pages, List<Column> columns, List<String> key) {
    TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /// @param type the base type's name if it is a domain
    record Column(String name, String type) {}

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
