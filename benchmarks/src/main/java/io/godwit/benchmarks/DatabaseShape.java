package io.godwit.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a copy must have for its figure to count.
///
/// @param rows of each table
/// @param indexes valid ones
/// @param constraints validated ones
record DatabaseShape(Map<String, Long> rows, long indexes, long constraints) {
    DatabaseShape {
        rows = Map.copyOf(rows);
    }

    static DatabaseShape of(PostgresServer server, String database) {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            Map<String, Long> rows = new TreeMap<>();
            for (String table : texts(statement, BenchmarkQueries.TABLES)) {
                rows.put(table, number(statement, BenchmarkQueries.count(table)));
            }
            return new DatabaseShape(
                    rows,
                    number(statement, BenchmarkQueries.INDEXES),
                    number(statement, BenchmarkQueries.CONSTRAINTS));
        } catch (SQLException e) {
            throw new BenchmarkException(
                    "looking at database " + database + ": " + e.getMessage(), e);
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// What a copy lacks, or has too much, or nothing if it is as this one.
    Optional<String> differenceOf(DatabaseShape copy) {
        if (!rows.keySet().equals(copy.rows.keySet())) {
            return Optional.of(
                    "%d tables instead of %d, or others".formatted(copy.rows.size(), rows.size()));
        }
        for (Map.Entry<String, Long> table : rows.entrySet()) {
            Long arrived = copy.rows.get(table.getKey());
            if (!table.getValue().equals(arrived)) {
                return Optional.of(
                        "%s has %d rows instead of %d"
                                .formatted(table.getKey(), arrived, table.getValue()));
            }
        }
        if (indexes != copy.indexes) {
            return Optional.of("%d indexes instead of %d".formatted(copy.indexes, indexes));
        }
        return constraints == copy.constraints
                ? Optional.empty()
                : Optional.of(
                        "%d constraints instead of %d".formatted(copy.constraints, constraints));
    }
}
