package io.godwit.validator.rules.database;

import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.Catalog;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/// An object in a schema. Its text is for people.
record ObjectName(String schema, String name) {
    private static final int LONGEST = 63;
    private static final String SUFFIX = "_before_godwit";

    /// @param query answers with schema and name
    static List<ObjectName> list(Catalog catalog, String query) throws SQLException {
        return catalog.list(row -> new ObjectName(row.getString(1), row.getString(2)), query);
    }

    static List<String> texts(List<ObjectName> names) {
        return names.stream().map(ObjectName::toString).toList();
    }

    String quoted() {
        return Quote.qualified(schema, name);
    }

    /// A name to make room with, as long as PostgreSQL allows.
    static String renamed(String name) {
        String kept = name;
        while ((kept + SUFFIX).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + SUFFIX;
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
