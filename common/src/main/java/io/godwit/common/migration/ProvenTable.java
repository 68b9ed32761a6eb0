package io.godwit.common.migration;

/// A table whose rows were proven equal while it was followed. The stream vouches for them as long
/// as the source's catalogs say the same of the table as they did before its rows were compared.
///
/// @param catalogs what they said, as text
public record ProvenTable(TableName table, String catalogs) {}
