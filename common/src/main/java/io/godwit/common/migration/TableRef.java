package io.godwit.common.migration;

/// A table of the source.
///
/// @param id its number in the database's plan, from 0
/// @param oid on the source
public record TableRef(int id, long oid, String schema, String name) {}
