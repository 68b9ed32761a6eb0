package io.godwit.cdc.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Makes the staging database accept exactly what the source did: triggers and rules that act even
/// on replication are disabled, as the source's changes contain their effects; identity columns
/// that are always generated can be set. How to restore each stands in `_godwit.restore`, written
/// in the same transaction; whoever settles the database runs these statements in their order.
/// Repeatable.
final class StagingPreparation {
    private record Alteration(String change, String restore) {}

    private StagingPreparation() {}

    /// In the connection's open transaction.
    static void prepare(Connection connection) throws SQLException {
        for (Alteration alteration : alterations(connection)) {
            try (PreparedStatement remember =
                    connection.prepareStatement(PreparationQueries.REMEMBER)) {
                remember.setString(1, alteration.restore());
                remember.execute();
            }
            try (Statement change = connection.createStatement()) {
                change.execute(alteration.change());
            }
        }
    }

    private static List<Alteration> alterations(Connection connection) throws SQLException {
        List<Alteration> alterations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PreparationQueries.ALTERATIONS)) {
            while (row.next()) {
                alterations.add(new Alteration(row.getString(1), row.getString(2)));
            }
        }
        return alterations;
    }
}
