package io.godwit.copy.indexes;

/// How one index is built.
///
/// @param statement in the source's words
/// @param tablespace on the source, empty for the database's own
record IndexDefinition(long oid, String name, String statement, String tablespace) {}
