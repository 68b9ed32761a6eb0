package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// A table, or a range of a large one.
///
/// @param table the table's number in the plan
/// @param part from 0
/// @param parts how many parts the table has
/// @param range null for the whole table
/// @param bytes about how many on the source's disk
public record PlannedPart(int table, int part, int parts, @Nullable PartRange range, long bytes) {}
