package io.godwit.copy.indexes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/// Puts indexes into the tablespaces that they have on the source, where the target has tablespaces
/// of the same names.
final class Tablespaces {
    private final Set<String> known;
    private String current = "";

    private Tablespaces(Set<String> known) {
        this.known = known;
    }

    static Tablespaces read(Connection target) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = target.createStatement();
                ResultSet rows = statement.executeQuery(IndexQueries.TABLESPACES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return new Tablespaces(names);
    }

    /// Holds until the end of the transaction, or the next call.
    void use(Statement statement, String tablespace) throws SQLException {
        String wanted = known.contains(tablespace) ? tablespace : "";
        if (!wanted.equals(current)) {
            statement.execute(IndexQueries.tablespace(wanted));
            current = wanted;
        }
    }
}
