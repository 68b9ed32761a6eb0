package io.godwit.copy.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What decides how a database's values look in a COPY.
///
/// @param encoding of the database
/// @param integerDatetimes false for some servers before 10, which keep times as floating point
record DatabaseTraits(String encoding, boolean integerDatetimes) {

    static DatabaseTraits read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CopyQueries.TRAITS)) {
            row.next();
            return new DatabaseTraits(row.getString(1), row.getBoolean(2));
        }
    }

    /// Whether the database speaks the binary form that most do. In it, texts are converted to the
    /// client's encoding, which is always UTF-8, so that only a database in UTF-8 sends them as
    /// they are.
    boolean commonBinary() {
        return encoding.equals("UTF8") && integerDatetimes;
    }
}
