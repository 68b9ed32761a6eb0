package io.godwit.common.migration;

/// An index to build on the target once its table's rows are there.
///
/// @param table the table's number in the plan
/// @param oid on the source
/// @param bytes on the source's disk
public record PlannedIndex(int table, long oid, String name, long bytes) {}
