package io.godwit.copy.planning;

import static java.util.Objects.requireNonNull;

import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedIndex;
import io.godwit.common.migration.PlannedPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Divides indexes into commands: a large one alone; the small ones of tables that are copied
/// together are built together, so that a build waits for one copy only.
final class IndexBatches {
    private final CopyPlanLimits limits;

    IndexBatches(CopyPlanLimits limits) {
        this.limits = limits;
    }

    /// Largest first.
    List<PlannedBuild> builds(List<PlannedIndex> indexes, List<PlannedCopy> copies) {
        List<List<PlannedIndex>> batches = new ArrayList<>();
        List<PlannedIndex> small = new ArrayList<>();
        for (PlannedIndex index : indexes) {
            if (index.bytes() < limits.smallIndex()) {
                small.add(index);
            } else {
                batches.add(List.of(index));
            }
        }
        byCopy(small, copies).forEach(group -> batches.addAll(cut(group)));
        return numbered(batches);
    }

    private static Iterable<List<PlannedIndex>> byCopy(
            List<PlannedIndex> indexes, List<PlannedCopy> copies) {
        Map<Integer, Integer> copyOfTable = new HashMap<>();
        for (PlannedCopy copy : copies) {
            for (PlannedPart part : copy.parts()) {
                copyOfTable.put(part.table(), copy.number());
            }
        }
        Map<Integer, List<PlannedIndex>> groups = new TreeMap<>();
        for (PlannedIndex index : indexes) {
            groups.computeIfAbsent(
                            requireNonNull(copyOfTable.get(index.table())), _ -> new ArrayList<>())
                    .add(index);
        }
        return groups.values();
    }

    /// Keeps the indexes of one table together: builds of the same table may wait for each other.
    private List<List<PlannedIndex>> cut(List<PlannedIndex> group) {
        List<PlannedIndex> ordered =
                group.stream().sorted(Comparator.comparingInt(PlannedIndex::table)).toList();
        List<List<PlannedIndex>> batches = new ArrayList<>();
        List<PlannedIndex> batch = new ArrayList<>();
        for (PlannedIndex index : ordered) {
            if (batch.size() >= limits.indexesPerBuild()
                    && batch.getLast().table() != index.table()) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(index);
        }
        batches.add(batch);
        return batches;
    }

    private static List<PlannedBuild> numbered(List<List<PlannedIndex>> batches) {
        List<List<PlannedIndex>> ordered =
                batches.stream()
                        .sorted(Comparator.comparingLong(IndexBatches::bytes).reversed())
                        .toList();
        List<PlannedBuild> builds = new ArrayList<>();
        for (List<PlannedIndex> batch : ordered) {
            builds.add(new PlannedBuild(builds.size(), batch));
        }
        return builds;
    }

    private static long bytes(List<PlannedIndex> batch) {
        return batch.stream().mapToLong(PlannedIndex::bytes).sum();
    }
}
