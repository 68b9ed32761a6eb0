package io.godwit.copy.indexes;

/// How one index is built.
///
/// @param statement in the source's words
/// @param tablespace on the source, empty for the database's own
/// @param gathered bytes of the table whose values the build gathers in memory instead of sorting
///   them, as GIN does; 0 for all other kinds
record IndexDefinition(long oid, String name, String statement, String tablespace, long gathered) {}
