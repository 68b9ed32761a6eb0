package io.godwit.copy.finishing;

import io.godwit.copy.schema.CatalogObject;
import io.godwit.copy.sessions.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the post-data section makes on tables, by the name that it has on both servers.
record Identities(Map<CatalogObject, Identity> byObject) {
    /// @param kind in a word
    /// @param relation an index's own name, else that of the table
    /// @param name within the table, null for an index
    record Identity(String kind, String schema, String relation, @Nullable String name) {
        static Identity index(String schema, String name) {
            return new Identity("index", schema, name, null);
        }

        static Identity constraint(String schema, String table, String name) {
            return new Identity("constraint", schema, table, name);
        }
    }

    static Identities of(Session session) {
        List<Map.Entry<CatalogObject, Identity>> all =
                session.list(
                        "reading indexes, constraints, triggers, rules and policies",
                        FinishQueries.IDENTITIES,
                        Identities::read);
        return new Identities(
                all.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map.Entry<CatalogObject, Identity> read(ResultSet row) throws SQLException {
        return Map.entry(
                new CatalogObject(row.getLong(1), row.getLong(2)),
                new Identity(
                        row.getString(3), row.getString(4), row.getString(5), row.getString(6)));
    }

    Set<Identity> names() {
        return Set.copyOf(byObject.values());
    }

    /// The objects whose names are among `present`.
    Set<CatalogObject> in(Set<Identity> present) {
        return byObject.entrySet().stream()
                .filter(entry -> present.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
