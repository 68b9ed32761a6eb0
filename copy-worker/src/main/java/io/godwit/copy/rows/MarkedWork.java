package io.godwit.copy.rows;

import java.sql.SQLException;

/// Writes to the staging database in the transaction that [Markers#once] has begun.
@FunctionalInterface
public interface MarkedWork {
    /// @return what to remember about the work, for an answer to the same command
    String perform() throws SQLException;
}
