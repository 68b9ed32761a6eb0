package io.godwit.copy.schema;

import io.godwit.common.migration.Notice;
import java.util.List;
import java.util.Set;

/// What a database's table filter leaves out.
///
/// @param excludedTables the OIDs on the source of all relations that do not move: tables, their
///   partitions, and views, sequences and foreign tables that cannot exist without them
/// @param excludedObjects everything that does not move, relations included
/// @param notices what goes with the excluded tables though nobody named it
public record SelectedTables(
        Set<Long> excludedTables, Set<CatalogObject> excludedObjects, List<Notice> notices) {
    /// Everything moves.
    public static final SelectedTables ALL = new SelectedTables(Set.of(), Set.of(), List.of());

    public SelectedTables {
        excludedTables = Set.copyOf(excludedTables);
        excludedObjects = Set.copyOf(excludedObjects);
        notices = List.copyOf(notices);
    }

    public boolean moves(long table) {
        return !excludedTables.contains(table);
    }
}
