package io.godwit.copy.indexes;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.PlannedIndex;
import io.godwit.common.postgres.PostgresConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads how the source defines its indexes, all in one query.
final class IndexCatalog {
    private IndexCatalog() {}

    /// In the order given.
    ///
    /// @param source whose `search_path` is `pg_catalog`, so that all other names are qualified
    static List<IndexDefinition> definitions(Connection source, List<PlannedIndex> indexes)
            throws SQLException {
        Map<Long, IndexDefinition> found = read(source, indexes);
        return indexes.stream().map(index -> definition(found, index)).toList();
    }

    private static IndexDefinition definition(
            Map<Long, IndexDefinition> found, PlannedIndex index) {
        IndexDefinition definition = found.get(index.oid());
        if (definition == null) {
            throw new MigrationException(
                    FailureCode.SOURCE_QUERY_FAILED,
                    "index " + index.name() + " was dropped on the source");
        }
        return definition;
    }

    private static Map<Long, IndexDefinition> read(Connection source, List<PlannedIndex> indexes)
            throws SQLException {
        String sql =
                PostgresConnections.version(source).atLeast(18)
                        ? IndexQueries.DEFINITIONS_SINCE_18
                        : IndexQueries.DEFINITIONS_BEFORE_18;
        Map<Long, IndexDefinition> found = new HashMap<>();
        try (PreparedStatement query = source.prepareStatement(sql)) {
            Object[] oids = indexes.stream().map(PlannedIndex::oid).toArray();
            query.setArray(1, source.createArrayOf("oid", oids));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong("indexrelid"), definition(rows));
                }
            }
        }
        return found;
    }

    private static IndexDefinition definition(ResultSet row) throws SQLException {
        return new IndexDefinition(
                row.getLong("indexrelid"),
                row.getString("relname"),
                statement(row),
                Objects.requireNonNullElse(row.getString("spcname"), ""),
                row.getLong("gathered"));
    }

    private static String statement(ResultSet row) throws SQLException {
        String constraint = row.getString("conname");
        return constraint == null
                ? row.getString("definition")
                : IndexQueries.addConstraint(
                        row.getString("table_schema"),
                        row.getString("table_name"),
                        constraint,
                        row.getString("constraint_definition"));
    }
}
