package io.godwit.copy.planning;

import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.TableRef;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.copy.schema.SelectedTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads what there is to copy.
final class SourceCatalog {
    private final Connection source;
    private final ServerVersion version;

    SourceCatalog(Connection source) throws SQLException {
        this.source = source;
        this.version = PostgresConnections.version(source);
    }

    /// Largest first, numbered in that order.
    List<SourceTable> tables(SelectedTables selected) throws SQLException {
        String sql =
                version.atLeast(12) ? PlanQueries.TABLES_SINCE_12 : PlanQueries.TABLES_BEFORE_12;
        List<SourceTable> tables = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (selected.moves(rows.getLong("oid"))) {
                    tables.add(table(tables.size(), rows));
                }
            }
        }
        return tables;
    }

    private static SourceTable table(int number, ResultSet row) throws SQLException {
        return new SourceTable(
                new TableRef(
                        number,
                        row.getLong("oid"),
                        row.getString("nspname"),
                        row.getString("relname")),
                row.getLong("bytes"),
                row.getLong("pages"),
                row.getLong("estimate"),
                row.getBoolean("heap"),
                row.getBoolean("configuration"));
    }

    /// An extension makes the indexes of its own tables by itself.
    List<SourceIndex> indexes(List<SourceTable> tables) throws SQLException {
        Object[] oids =
                tables.stream()
                        .filter(table -> !table.configuration())
                        .map(table -> table.ref().oid())
                        .toArray();
        List<SourceIndex> indexes = new ArrayList<>();
        try (PreparedStatement query = source.prepareStatement(PlanQueries.INDEXES)) {
            query.setArray(1, source.createArrayOf("oid", oids));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    indexes.add(
                            new SourceIndex(
                                    rows.getLong(1),
                                    rows.getLong(2),
                                    rows.getString(3),
                                    rows.getLong(4)));
                }
            }
        }
        return indexes;
    }

    /// The parts of each table, in the tables' order.
    List<List<PlannedPart>> parts(List<SourceTable> tables, TableCuts cuts) throws SQLException {
        return version.atLeast(14) ? byPosition(tables, cuts) : byKey(tables, cuts);
    }

    private static List<List<PlannedPart>> byPosition(List<SourceTable> tables, TableCuts cuts) {
        return tables.stream()
                .map(table ->
                        table.heap()
                                ? TableCuts.byPosition(table, cuts.parts(table))
                                : List.of(TableCuts.whole(table)))
                .toList();
    }

    /// For servers before 14.
    List<List<PlannedPart>> byKey(List<SourceTable> tables, TableCuts cuts) throws SQLException {
        KeyBounds bounds = new KeyBounds(source);
        List<SourceTable> large = tables.stream().filter(table -> cuts.parts(table) > 1).toList();
        Map<Long, KeyBounds.Key> keys = large.isEmpty() ? Map.of() : bounds.keys(large);
        List<List<PlannedPart>> parts = new ArrayList<>();
        for (SourceTable table : tables) {
            KeyBounds.Key key = keys.get(table.ref().oid());
            parts.add(
                    key == null
                            ? List.of(TableCuts.whole(table))
                            : TableCuts.byKey(
                                    table,
                                    key.column(),
                                    bounds.bounds(table, key, cuts.parts(table))));
        }
        return parts;
    }
}
