package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.TableRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is to be copied and built in a database. It arrives in chunks, perhaps twice and in two
/// versions if the planner was killed in between; the later one wins, number by number.
record Plan(
        int attempt,
        NavigableMap<Integer, PlannedTable> tables,
        NavigableMap<Integer, PlannedCopy> copies,
        NavigableMap<Integer, PlannedBuild> builds) {
    static final Plan NONE = new Plan(0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    Plan ofAttempt(int planner) {
        return planner == attempt
                ? this
                : new Plan(planner, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    Plan withTables(Collection<PlannedTable> more) {
        TreeMap<Integer, PlannedTable> all = new TreeMap<>(tables);
        more.forEach(table -> all.put(table.table().id(), table));
        return new Plan(attempt, all, copies, builds);
    }

    Plan withCopies(Collection<PlannedCopy> more) {
        TreeMap<Integer, PlannedCopy> all = new TreeMap<>(copies);
        more.forEach(copy -> all.put(copy.number(), copy));
        return new Plan(attempt, tables, all, builds);
    }

    Plan withBuilds(Collection<PlannedBuild> more) {
        TreeMap<Integer, PlannedBuild> all = new TreeMap<>(builds);
        more.forEach(build -> all.put(build.number(), build));
        return new Plan(attempt, tables, copies, all);
    }

    /// Cuts off what a killed planner's longer plan left behind.
    Plan complete(int tableCount, int copyCount, int buildCount) {
        return new Plan(
                attempt,
                tables.headMap(tableCount, false),
                copies.headMap(copyCount, false),
                builds.headMap(buildCount, false));
    }

    /// The tables of a copy, each once.
    List<TableRef> tablesOf(PlannedCopy copy) {
        return tablesOf(List.of(copy));
    }

    /// The tables of several copies, each once.
    List<TableRef> tablesOf(Collection<PlannedCopy> some) {
        return refs(tableNumbers(some));
    }

    List<TableRef> tablesOf(PlannedBuild build) {
        return refs(tableNumbers(build));
    }

    /// Whether it is of one index, and no other is built on its table.
    boolean alone(PlannedBuild build) {
        Set<Integer> own = tableNumbers(build);
        return build.indexes().size() == 1
                && builds.values().stream()
                        .filter(other -> other.number() != build.number())
                        .flatMap(other -> other.indexes().stream())
                        .noneMatch(index -> own.contains(index.table()));
    }

    /// The tables that are compared with this copy: those whose first part it has.
    List<TableRef> comparedWith(PlannedCopy copy) {
        return refs(
                copy.parts().stream()
                        .filter(part -> part.part() == 0)
                        .map(PlannedPart::table)
                        .collect(Collectors.toSet()));
    }

    /// The tables that these copies hold parts of.
    static Set<Integer> tableNumbers(Collection<PlannedCopy> some) {
        return some.stream()
                .flatMap(copy -> copy.parts().stream())
                .map(PlannedPart::table)
                .collect(Collectors.toSet());
    }

    static Set<Integer> tableNumbers(PlannedBuild build) {
        return build.indexes().stream().map(index -> index.table()).collect(Collectors.toSet());
    }

    /// Those of the tables that are planned, as they are; the others as they come.
    List<TableRef> known(List<TableRef> named) {
        Map<TableName, TableRef> planned = new HashMap<>();
        tables.values().forEach(table -> planned.put(nameOf(table.table()), table.table()));
        return named.stream().map(table -> planned.getOrDefault(nameOf(table), table)).toList();
    }

    private static TableName nameOf(TableRef table) {
        return new TableName(table.schema(), table.name());
    }

    private List<TableRef> refs(Set<Integer> numbers) {
        return tables.entrySet().stream()
                .filter(entry -> numbers.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .map(PlannedTable::table)
                .toList();
    }
}
