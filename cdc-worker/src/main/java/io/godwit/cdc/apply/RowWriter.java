package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Tuple;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/// Changes rows by single statements. Those of one kind go to the server together.
final class RowWriter {
    private final Connection connection;

    /// @param connection sends texts without a type
    RowWriter(Connection connection) {
        this.connection = connection;
    }

    long execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeLargeUpdate();
        }
    }

    /// Planned anew each time, as what it joins differs in size.
    long executeHashed(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ApplyQueries.HASHED);
            long changed = statement.executeLargeUpdate(sql);
            statement.execute(ApplyQueries.NOT_HASHED);
            return changed;
        }
    }

    void insert(ChangeStatements sql, List<Tuple> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int[] all = sql.all();
        batch(sql.insert(), rows, (statement, row) -> bind(statement, 1, row, all));
    }

    /// Of a table with a key.
    ///
    /// @return how many rows were there
    long update(ChangeStatements sql, TargetTable table, int[] assigned, List<Tuple> rows)
            throws SQLException {
        int[] set = assigned.length == 0 ? table.matching() : assigned;
        return batch(
                sql.update(set, RowWriter::never),
                rows,
                (statement, row) ->
                        bind(statement, bind(statement, 1, row, set), row, table.matching()));
    }

    /// Of a table with a key.
    ///
    /// @return how many rows were there
    long delete(ChangeStatements sql, TargetTable table, List<Tuple> rows) throws SQLException {
        return batch(
                sql.delete(RowWriter::never),
                rows,
                (statement, row) -> bind(statement, 1, row, table.matching()));
    }

    private static boolean never(int column) {
        return false;
    }

    @FunctionalInterface
    private interface Binding {
        int bind(PreparedStatement statement, Tuple row) throws SQLException;
    }

    private long batch(String sql, List<Tuple> rows, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Tuple row : rows) {
                binding.bind(statement, row);
                statement.addBatch();
            }
            return IntStream.of(statement.executeBatch())
                    .map(count -> count == Statement.SUCCESS_NO_INFO ? 1 : count)
                    .sum();
        }
    }

    /// One change exactly as the source made it.
    ///
    /// @throws RefusedException if there is no such row, or the server refuses
    void write(ChangeStatements sql, TargetTable table, RowChange change) throws SQLException {
        long written =
                switch (change.kind()) {
                    case INSERT -> insert(sql, change.result());
                    case UPDATE -> update(sql, table, change);
                    case DELETE -> delete(sql, table, change.finder());
                };
        if (written != 1) {
            throw new RefusedException(
                    Failure.of(
                            FailureCode.CHANGE_REFUSED,
                            "%s: the target has no such row".formatted(ChangeText.of(change))),
                    change.at());
        }
    }

    private long insert(ChangeStatements sql, Tuple row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.insert())) {
            bind(statement, 1, row, sql.all());
            return statement.executeLargeUpdate();
        }
    }

    private long update(ChangeStatements sql, TargetTable table, RowChange change)
            throws SQLException {
        Tuple row = change.result();
        Tuple finder = change.finder();
        int[] sent = IntStream.range(0, row.size()).filter(i -> !row.isUnchanged(i)).toArray();
        if (sent.length == 0) {
            return find(sql, table, finder);
        }
        try (PreparedStatement statement =
                connection.prepareStatement(sql.update(sent, finder::isNull))) {
            bindCondition(statement, bind(statement, 1, row, sent), sql, table, finder);
            return statement.executeLargeUpdate();
        }
    }

    private long find(ChangeStatements sql, TargetTable table, Tuple finder) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.find(finder::isNull))) {
            bindCondition(statement, 1, sql, table, finder);
            return statement.executeQuery().next() ? 1 : 0;
        }
    }

    private long delete(ChangeStatements sql, TargetTable table, Tuple finder) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(sql.delete(finder::isNull))) {
            bindCondition(statement, 1, sql, table, finder);
            return statement.executeLargeUpdate();
        }
    }

    private static void bindCondition(
            PreparedStatement statement,
            int from,
            ChangeStatements sql,
            TargetTable table,
            Tuple finder)
            throws SQLException {
        int next = from;
        for (int column : table.matching()) {
            if (table.keyed() || finder.hasText(column)) {
                statement.setString(next++, finder.text(column));
                if (sql.twice(column)) {
                    statement.setString(next++, finder.text(column));
                }
            }
        }
    }

    private static int bind(PreparedStatement statement, int from, Tuple row, int[] columns)
            throws SQLException {
        int next = from;
        for (int column : columns) {
            statement.setString(next++, row.text(column));
        }
        return next;
    }
}
