package io.godwit.common.migration;

import java.util.List;

/// What is compared of a database, and how.
///
/// @param moved which of its tables the migration moves
/// @param tables patterns of those that are asked for; empty for all
/// @param following whether the target is being written to by the migration: what differs is then
///   looked at again before it counts
/// @param rowsPerSecond that one command reads from each server at most, 0 for as fast as it goes
public record ComparisonScope(
        ComparisonLevel level,
        TableFilter moved,
        List<String> tables,
        boolean following,
        long rowsPerSecond) {
    public ComparisonScope {
        tables = List.copyOf(tables);
    }
}
