package io.godwit.validator.comparison;

import io.godwit.common.migration.TableName;
import io.godwit.validator.comparison.LeftOut.Address;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One side's object of the catalogs.
///
/// @param makes SQL that creates it
/// @param table that it belongs to, or another relation
/// @param address null if nothing in the catalogs refers to it
record CatalogObject(
        Name name,
        String definition,
        @Nullable String makes,
        @Nullable TableName table,
        @Nullable Address address) {
    static final String MAPPING = "user mapping";

    private static final int SHOWN = 2_000;

    /// What it is known by on both sides.
    record Name(String type, String object, @Nullable String key) {
        boolean isRelation() {
            return type.endsWith("table") || type.endsWith("view");
        }
    }

    static CatalogObject read(ResultSet row) throws SQLException {
        String table = row.getString(7);
        String definition = row.getString(4);
        return new CatalogObject(
                new Name(row.getString(1), row.getString(2), row.getString(3)),
                definition == null ? "" : definition,
                row.getString(5),
                table == null ? null : new TableName(row.getString(6), table),
                row.getObject(9) == null ? null : new Address(row.getLong(8), row.getLong(9)));
    }

    /// Passwords stand in user mappings, and reports are kept.
    String shown() {
        String text = name.type().equals(MAPPING) ? "(not shown)" : definition;
        return Difference.shortened(text, SHOWN);
    }
}
