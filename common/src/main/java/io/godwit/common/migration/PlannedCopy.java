package io.godwit.common.migration;

import java.util.List;

/// What one command copies: one part of a large table, or many small tables.
///
/// @param number from 0, largest first
public record PlannedCopy(int number, List<PlannedPart> parts) {
    public PlannedCopy {
        parts = List.copyOf(parts);
    }

    public long bytes() {
        return parts.stream().mapToLong(PlannedPart::bytes).sum();
    }
}
