package io.godwit.copy.planning;

/// An index of the source.
///
/// @param table the oid of its table
record SourceIndex(long oid, long table, String name, long bytes) {}
