package io.godwit.common.migration;

/// Rows that are committed on the target.
///
/// @param bytes as they crossed the wire
public record CopiedPart(int table, int part, long rows, long bytes) {}
