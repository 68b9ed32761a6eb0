package io.godwit.common.migration;

/// A table whose rows move.
///
/// @param bytes on the source's disk, TOAST included
/// @param rows the source's own estimate, -1 if it has none
public record PlannedTable(TableRef table, long bytes, long rows) {}
