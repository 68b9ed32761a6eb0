package io.godwit.common.migration;

import java.util.Collection;
import java.util.List;

/// Decides which tables a [TableFilter] selects. Thread-safe.
public final class TableChoice {
    private final List<TablePattern> include;
    private final List<TablePattern> exclude;

    private TableChoice(List<TablePattern> include, List<TablePattern> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    public static TableChoice of(TableFilter filter) {
        return new TableChoice(patterns(filter.include()), patterns(filter.exclude()));
    }

    /// @param line a table and everything that it is a partition or a child of: included with any
    ///   of them, excluded with any of them
    public boolean selects(Collection<TableName> line) {
        return (include.isEmpty() || any(include, line)) && !any(exclude, line);
    }

    private static boolean any(List<TablePattern> patterns, Collection<TableName> line) {
        return patterns.stream()
                .anyMatch(pattern ->
                        line.stream()
                                .anyMatch(table -> pattern.matches(table.schema(), table.name())));
    }

    private static List<TablePattern> patterns(List<String> entries) {
        return entries.stream().map(TablePattern::of).toList();
    }
}
