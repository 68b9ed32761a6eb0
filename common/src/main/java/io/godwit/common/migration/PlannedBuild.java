package io.godwit.common.migration;

import java.util.List;

/// What one command builds: one large index, or many small ones.
public record PlannedBuild(int number, List<PlannedIndex> indexes) {
    public PlannedBuild {
        indexes = List.copyOf(indexes);
    }

    public long bytes() {
        return indexes.stream().mapToLong(PlannedIndex::bytes).sum();
    }
}
