package io.godwit.cdc.following;

import io.godwit.common.migration.TableChoice;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.postgres.ServerVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables that move, as a table filter selects them: a partition or heir moves when its parent
/// does, a parent when one of its children does. Unlogged tables have no changes to follow.
final class FollowedTables {
    private static final int PARTITIONED_PUBLISHED = 13;

    private final Map<Long, FollowedTable> all = new LinkedHashMap<>();
    private final Set<Long> moving = new HashSet<>();

    FollowedTables(List<FollowedTable> tables, TableFilter filter) {
        tables.forEach(table -> all.put(table.oid(), table));
        TableChoice choice = TableChoice.of(filter);
        for (FollowedTable table : tables) {
            Map<Long, FollowedTable> line = new LinkedHashMap<>();
            collect(table, line);
            if (choice.selects(line.values().stream().map(FollowedTable::named).toList())) {
                moving.addAll(line.keySet());
            }
        }
    }

    private void collect(FollowedTable table, Map<Long, FollowedTable> line) {
        if (line.putIfAbsent(table.oid(), table) == null) {
            for (Long parent : table.parents()) {
                FollowedTable found = all.get(parent);
                if (found != null) {
                    collect(found, line);
                }
            }
        }
    }

    List<FollowedTable> withoutIdentity() {
        return all.values().stream()
                .filter(table -> moving.contains(table.oid()))
                .filter(FollowedTable::needsIdentity)
                .toList();
    }

    /// As `FOR TABLE` takes them. A partitioned table stands for its partitions, of today and of
    /// tomorrow, where the server can do so and all of them move.
    List<String> published(ServerVersion version) {
        Set<Long> roots = version.atLeast(PARTITIONED_PUBLISHED) ? wholeRoots() : Set.of();
        List<String> published = new ArrayList<>();
        for (FollowedTable table : all.values()) {
            if (roots.contains(table.oid())) {
                published.add(table.quoted());
            } else if (moving.contains(table.oid())
                    && !table.partitioned()
                    && table.logged()
                    && !roots.contains(root(table).oid())) {
                published.add("ONLY " + table.quoted());
            }
        }
        return published;
    }

    private Set<Long> wholeRoots() {
        Set<Long> roots = new HashSet<>();
        Set<Long> broken = new HashSet<>();
        for (FollowedTable table : all.values()) {
            FollowedTable root = root(table);
            if (root.partitioned()) {
                roots.add(root.oid());
                if (!moving.contains(table.oid()) || !table.logged()) {
                    broken.add(root.oid());
                }
            }
        }
        roots.removeAll(broken);
        return roots;
    }

    /// The partitioned table that a partition belongs to in the end.
    private FollowedTable root(FollowedTable table) {
        FollowedTable root = table;
        while (root.partition() && all.containsKey(root.parents().getFirst())) {
            root = all.get(root.parents().getFirst());
        }
        return root;
    }
}
