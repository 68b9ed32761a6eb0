package io.godwit.cdc.apply;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the forms of the target's tables. For one thread; has a connection of its own, so that a
/// form can be read while changes are written.
final class TargetCatalog {
    private final Connection connection;

    /// @param connection commits by itself
    TargetCatalog(Connection connection) {
        this.connection = connection;
    }

    /// @return empty if there is no such table
    Optional<TargetForm> form(String schema, String name) {
        try (PreparedStatement query = connection.prepareStatement(TargetQueries.TABLE)) {
            query.setString(1, schema);
            query.setString(2, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(form(schema, name, row.getLong(1), row.getBoolean(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw SqlFailures.exception(
                    e, Side.TARGET, "reading the columns of \"%s\".\"%s\"".formatted(schema, name));
        }
    }

    private TargetForm form(String schema, String name, long id, boolean partitioned)
            throws SQLException {
        return new TargetForm(schema, name, partitioned, columns(id), keys(id));
    }

    private List<TargetColumn> columns(long id) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TargetQueries.COLUMNS)) {
            query.setLong(1, id);
            query.setLong(2, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(
                            new TargetColumn(
                                    row.getString(1),
                                    row.getLong(2),
                                    row.getString(3) + "." + row.getString(4),
                                    row.getString(5),
                                    row.getInt(6),
                                    row.getString(7),
                                    row.getBoolean(8),
                                    row.getString(9)));
                }
            }
        }
        return columns;
    }

    private List<TargetKey> keys(long id) throws SQLException {
        Map<Long, List<String>> columns = new LinkedHashMap<>();
        Map<Long, List<String>> equality = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(TargetQueries.KEYS)) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long index = row.getLong(1);
                    columns.computeIfAbsent(index, _ -> new ArrayList<>()).add(row.getString(2));
                    equality.computeIfAbsent(index, _ -> new ArrayList<>()).add(row.getString(3));
                }
            }
        }
        List<TargetKey> keys = new ArrayList<>();
        columns.forEach((index, names) ->
                keys.add(new TargetKey(names, equality.getOrDefault(index, List.of()))));
        return keys;
    }
}
