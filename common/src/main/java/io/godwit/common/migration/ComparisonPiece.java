package io.godwit.common.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one command compares: some small tables whole, or a range of a large one.
///
/// @param number from 0
/// @param range of the only table, null if the tables are whole
/// @param bytes on the source's disk, estimated
public record ComparisonPiece(
        int number, List<TableName> tables, @Nullable PartRange range, long bytes) {
    public ComparisonPiece {
        tables = List.copyOf(tables);
    }
}
