package io.godwit.copy.planning;

import io.godwit.common.migration.PartRange;
import io.godwit.common.migration.PlannedPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where tables are cut: adjoining ranges, the first and the last open, so that together they cover
/// every row exactly once whatever the bounds are.
final class TableCuts {
    /// So that the last worker's end is not far from the first one's.
    private static final long PARTS_PER_WORKER = 2;

    /// Bounds the plan's size; parts of a table of more than this many gigabytes grow.
    private static final int MOST_PARTS = 4096;

    private final CopyPlanLimits limits;
    private final int workers;

    TableCuts(CopyPlanLimits limits, int workers) {
        this.limits = limits;
        this.workers = workers;
    }

    /// How many parts a table should have.
    int parts(SourceTable table) {
        if (table.bytes() < limits.cutFrom() || table.configuration()) {
            return 1;
        }
        long fair = table.bytes() / (workers * PARTS_PER_WORKER);
        long part = Math.min(Math.max(fair, limits.smallestPart()), limits.largestPart());
        return Math.clamp(table.bytes() / part, 1, MOST_PARTS);
    }

    static PlannedPart whole(SourceTable table) {
        return new PlannedPart(table.ref().id(), 0, 1, null, table.bytes());
    }

    /// Parts of as many pages each.
    static List<PlannedPart> byPosition(SourceTable table, int parts) {
        List<String> bounds = new ArrayList<>();
        for (long part = 1; part < Math.min(parts, table.pages()); part++) {
            bounds.add("(%d,0)".formatted(table.pages() * part / parts));
        }
        return ranges(table, null, bounds);
    }

    /// @param bounds ascending and distinct in the order of the column's type
    static List<PlannedPart> byKey(SourceTable table, String column, List<String> bounds) {
        return ranges(table, column, bounds);
    }

    private static List<PlannedPart> ranges(
            SourceTable table, @Nullable String column, List<String> cut) {
        List<String> bounds = cut.stream().distinct().toList();
        int parts = bounds.size() + 1;
        if (parts == 1) {
            return List.of(whole(table));
        }
        List<PlannedPart> ranges = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            PartRange range =
                    new PartRange(
                            column,
                            part == 0 ? null : bounds.get(part - 1),
                            part == parts - 1 ? null : bounds.get(part));
            ranges.add(
                    new PlannedPart(table.ref().id(), part, parts, range, table.bytes() / parts));
        }
        return ranges;
    }
}
