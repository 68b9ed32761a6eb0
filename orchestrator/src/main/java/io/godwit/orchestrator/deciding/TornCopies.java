package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.WorkIds;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Copies whose tables are there in parts: all parts of a table have to come from one snapshot. A
/// copy that has its tables to itself is all or nothing, and is never torn.
final class TornCopies {
    private TornCopies() {}

    static List<PlannedCopy> of(MigrationState state, DatabaseState database) {
        Collection<PlannedCopy> copies = database.plan().copies().values();
        Set<Integer> torn = inSeveral(copies);
        torn.retainAll(Plan.tableNumbers(undone(state, database)));
        return touching(copies, torn).stream()
                .filter(copy -> state.work(WorkIds.copy(database.number(), copy.number())) != null)
                .toList();
    }

    private static Set<Integer> inSeveral(Collection<PlannedCopy> copies) {
        Set<Integer> met = new HashSet<>();
        Set<Integer> several = new HashSet<>();
        for (PlannedCopy copy : copies) {
            Plan.tableNumbers(List.of(copy)).stream()
                    .filter(table -> !met.add(table))
                    .forEach(several::add);
        }
        return several;
    }

    private static List<PlannedCopy> undone(MigrationState state, DatabaseState database) {
        return database.plan().copies().values().stream()
                .filter(copy -> !state.done(WorkIds.copy(database.number(), copy.number())))
                .toList();
    }

    /// A copy that is made anew takes with it whatever else it holds.
    private static List<PlannedCopy> touching(Collection<PlannedCopy> copies, Set<Integer> tables) {
        List<PlannedCopy> found = List.of();
        Set<Integer> all = new HashSet<>(tables);
        while (true) {
            List<PlannedCopy> more =
                    copies.stream()
                            .filter(copy ->
                                    Plan.tableNumbers(List.of(copy)).stream()
                                            .anyMatch(all::contains))
                            .toList();
            if (more.size() == found.size()) {
                return more;
            }
            found = more;
            all.addAll(Plan.tableNumbers(more));
        }
    }
}
