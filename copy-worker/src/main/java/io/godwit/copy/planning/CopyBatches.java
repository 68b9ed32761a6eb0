package io.godwit.copy.planning;

import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Divides parts into commands: a large one alone, small tables together, so many that every worker
/// has some and none has many more than the others.
final class CopyBatches {
    /// So that the last worker's end is not far from the first one's.
    private static final long BATCHES_PER_WORKER = 3;

    /// Below this a further command costs more than it gains.
    private static final long SMALLEST_BATCH = 4 * 1024 * 1024;

    private final CopyPlanLimits limits;

    CopyBatches(CopyPlanLimits limits) {
        this.limits = limits;
    }

    /// Largest first.
    List<PlannedCopy> copies(List<PlannedPart> parts, int workers) {
        List<List<PlannedPart>> batches = new ArrayList<>();
        List<PlannedPart> small = new ArrayList<>();
        for (PlannedPart part : parts) {
            if (part.parts() == 1 && part.bytes() < limits.smallTable()) {
                small.add(part);
            } else {
                batches.add(List.of(part));
            }
        }
        batches.addAll(together(small, workers));
        return numbered(batches);
    }

    private List<List<PlannedPart>> together(List<PlannedPart> parts, int workers) {
        long fair = parts.stream().mapToLong(this::cost).sum() / (workers * BATCHES_PER_WORKER);
        long full =
                Math.max(
                        Math.min(fair, limits.bytesPerCopy()),
                        Math.min(SMALLEST_BATCH, limits.bytesPerCopy()));
        List<List<PlannedPart>> batches = new ArrayList<>();
        List<PlannedPart> batch = new ArrayList<>();
        long cost = 0;
        for (PlannedPart part : parts) {
            batch.add(part);
            cost += cost(part);
            if (cost >= full || batch.size() == limits.tablesPerCopy()) {
                batches.add(batch);
                batch = new ArrayList<>();
                cost = 0;
            }
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private long cost(PlannedPart part) {
        return part.bytes() + limits.tableCost();
    }

    private List<PlannedCopy> numbered(List<List<PlannedPart>> batches) {
        List<List<PlannedPart>> ordered =
                batches.stream().sorted(Comparator.comparingLong(this::costs).reversed()).toList();
        List<PlannedCopy> copies = new ArrayList<>();
        for (List<PlannedPart> batch : ordered) {
            copies.add(new PlannedCopy(copies.size(), batch));
        }
        return copies;
    }

    private long costs(List<PlannedPart> batch) {
        return batch.stream().mapToLong(this::cost).sum();
    }
}
