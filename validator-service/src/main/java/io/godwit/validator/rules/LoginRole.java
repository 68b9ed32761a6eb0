package io.godwit.validator.rules;

import io.godwit.common.postgres.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The role that the migration uses on one server, and what it may do.
///
/// @param connectionLimit -1 for none
public record LoginRole(
        String name,
        boolean superuser,
        boolean createDatabase,
        boolean createRole,
        boolean bypassRowSecurity,
        int connectionLimit,
        boolean replication) {

    static LoginRole read(ResultSet row) throws SQLException {
        return new LoginRole(
                row.getString(1),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getInt(6),
                row.getBoolean(7));
    }

    /// The name as SQL takes it.
    public String quoted() {
        return Quote.identifier(name);
    }
}
