package io.godwit.cdc.following;

import java.sql.Connection;

/// An exported snapshot that lives as long as the connection's transaction.
///
/// @param visible which transactions it sees, as `pg_snapshot`'s text
public record OpenedSnapshot(Connection connection, String name, String visible) {}
