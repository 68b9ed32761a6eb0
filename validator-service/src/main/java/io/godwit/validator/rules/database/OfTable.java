package io.godwit.validator.rules.database;

import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.Catalog;
import java.sql.SQLException;
import java.util.List;

/// A constraint, trigger or the like of a table.
public record OfTable(String schema, String table, String name) {
    /// @param query answers with schema, table and name
    public static List<OfTable> list(Catalog catalog, String query) throws SQLException {
        return catalog.list(
                row -> new OfTable(row.getString(1), row.getString(2), row.getString(3)), query);
    }

    public static List<String> texts(List<OfTable> found) {
        return found.stream().map(OfTable::toString).toList();
    }

    /// @param action of `ALTER TABLE`, with `%s` for the quoted name
    public String alter(String action) {
        return "ALTER TABLE %s %s;"
                .formatted(
                        Quote.qualified(schema, table), action.formatted(Quote.identifier(name)));
    }

    @Override
    public String toString() {
        return name + " on " + schema + "." + table;
    }
}
