package io.godwit.validator.rules;

import io.godwit.common.migration.TableChoice;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of a database, and which of them move: as the copy decides it, a partition moves with
/// what it is a part of.
///
/// @param all in the order of their names
/// @param moving the OIDs of those that move
/// @param names of those that move
public record SourceTables(List<SourceTable> all, Set<Long> moving, Set<TableName> names) {
    static SourceTables of(List<SourceTable> all, TableFilter filter) {
        Map<Long, SourceTable> byOid =
                all.stream().collect(Collectors.toMap(SourceTable::oid, table -> table));
        TableChoice choice = TableChoice.of(filter);
        Set<Long> moving = new HashSet<>();
        for (SourceTable table : all) {
            Map<Long, TableName> line = new HashMap<>();
            collect(table, byOid, line);
            if (choice.selects(line.values())) {
                moving.addAll(line.keySet());
            }
        }
        Set<TableName> names =
                all.stream()
                        .filter(table -> moving.contains(table.oid()))
                        .map(SourceTable::name)
                        .collect(Collectors.toSet());
        return new SourceTables(List.copyOf(all), Set.copyOf(moving), names);
    }

    private static void collect(
            SourceTable table, Map<Long, SourceTable> byOid, Map<Long, TableName> line) {
        if (line.putIfAbsent(table.oid(), table.name()) == null) {
            for (Long parent : table.parents()) {
                SourceTable found = byOid.get(parent);
                if (found != null) {
                    collect(found, byOid, line);
                }
            }
        }
    }

    public List<SourceTable> selected() {
        List<SourceTable> selected = new ArrayList<>();
        for (SourceTable table : all) {
            if (moves(table.oid())) {
                selected.add(table);
            }
        }
        return selected;
    }

    /// Those that can be followed: ordinary tables that write WAL.
    public List<SourceTable> followed() {
        return selected().stream().filter(SourceTable::followed).toList();
    }

    public boolean moves(long oid) {
        return moving.contains(oid);
    }

    /// Whether the table of that name moves; what is no table is not known here and does not.
    public boolean moves(TableName name) {
        return names.contains(name);
    }
}
