package io.godwit.common.postgres;

import io.godwit.common.migration.TableChoice;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A database's tables and what a filter means for them. A partition or heir moves when its parent
/// does; a parent moves when one of its children does.
public final class FilteredTables {
    private final Map<Long, Table> byOid = new LinkedHashMap<>();

    /// @param parents the OIDs of tables that it is a partition or an heir of
    public record Table(long oid, TableName name, List<Long> parents) {
        /// A row of [FilterQueries#TABLES].
        public static Table read(ResultSet row) throws SQLException {
            return new Table(
                    row.getLong(1),
                    new TableName(row.getString(2), row.getString(3)),
                    List.of((Long[]) row.getArray(4).getArray()));
        }
    }

    public FilteredTables(Collection<Table> tables) {
        tables.forEach(table -> byOid.put(table.oid(), table));
    }

    public Collection<Table> all() {
        return byOid.values();
    }

    /// The OIDs of those that do not move.
    public Set<Long> excluded(TableFilter filter) {
        TableChoice choice = TableChoice.of(filter);
        Set<Long> excluded = new HashSet<>(byOid.keySet());
        for (Table table : byOid.values()) {
            Set<Table> line = ancestry(table);
            if (choice.selects(line.stream().map(Table::name).toList())) {
                line.forEach(each -> excluded.remove(each.oid()));
            }
        }
        return excluded;
    }

    /// The table and all that it is a part of.
    public List<TableName> line(Table table) {
        return ancestry(table).stream().map(Table::name).toList();
    }

    private Set<Table> ancestry(Table table) {
        Set<Table> line = new LinkedHashSet<>();
        collect(table, line);
        return line;
    }

    private void collect(Table table, Set<Table> line) {
        if (line.add(table)) {
            for (Long parent : table.parents()) {
                Table found = byOid.get(parent);
                if (found != null) {
                    collect(found, line);
                }
            }
        }
    }
}
