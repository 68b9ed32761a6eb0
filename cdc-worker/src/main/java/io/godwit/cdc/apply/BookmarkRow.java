package io.godwit.cdc.apply;

import io.godwit.common.migration.WorkRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The bookmark in the staging database, held by one session. Only its holder can move it, and only
/// from where it believes it to be.
final class BookmarkRow {
    private final Connection connection;
    private final String holder = UUID.randomUUID().toString();

    BookmarkRow(Connection connection) {
        this.connection = connection;
    }

    /// Takes it over from earlier sessions, whose transactions end. Durable when this returns.
    ///
    /// @throws SupersededException if a later epoch holds it
    Bookmark claim(WorkRef work) throws SQLException {
        String fence = "{%d,%d,%d}".formatted(work.run(), work.generation(), work.attempt());
        if (installed()) {
            try (PreparedStatement end = connection.prepareStatement(ApplyQueries.END_EARLIER)) {
                end.setString(1, fence);
                end.execute();
            }
        }
        execute(ApplyQueries.LOCK);
        connection.setAutoCommit(false);
        execute(ApplyQueries.DURABLE);
        execute(ApplyQueries.INSTALL);
        Bookmark bookmark = take(fence);
        connection.commit();
        return bookmark;
    }

    private boolean installed() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ApplyQueries.INSTALLED)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private Bookmark take(String fence) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(ApplyQueries.CLAIM)) {
            claim.setString(1, fence);
            claim.setString(2, holder);
            claim.setString(3, fence);
            try (ResultSet row = claim.executeQuery()) {
                if (!row.next()) {
                    throw new SupersededException(true);
                }
                return bookmark(row);
            }
        }
    }

    private static Bookmark bookmark(ResultSet row) throws SQLException {
        Timestamp committed = row.getTimestamp(4);
        int marker = row.getInt(8);
        boolean marked = !row.wasNull();
        return new Bookmark(
                row.getBigDecimal(1).toBigInteger().longValue(),
                row.getLong(2),
                row.getString(3),
                committed == null ? null : committed.toInstant(),
                new Counts(row.getLong(5), row.getLong(6), row.getLong(7)),
                marked
                        ? new Marker(marker, row.getBigDecimal(9).toBigInteger().longValue())
                        : null);
    }

    Map<TableName, Counts> counts() throws SQLException {
        Map<TableName, Counts> counts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ApplyQueries.COUNTS)) {
            while (row.next()) {
                counts.put(
                        new TableName(row.getString(1), row.getString(2)),
                        new Counts(row.getLong(3), row.getLong(4), row.getLong(5)));
            }
        }
        return counts;
    }

    /// In the open transaction.
    ///
    /// @throws SupersededException if it is not where it should be
    void advance(Bookmark from, Progress to, Map<TableName, Counts> counts) throws SQLException {
        count(counts);
        Counts sum = counts.values().stream().reduce(Counts.NONE, Counts::plus);
        try (PreparedStatement advance = connection.prepareStatement(ApplyQueries.ADVANCE)) {
            Instant committed = to.committed();
            Marker marker = to.marker();
            advance.setString(1, Long.toUnsignedString(to.lsn()));
            advance.setLong(2, to.offset());
            advance.setString(3, to.session());
            advance.setString(4, committed == null ? null : committed.toString());
            advance.setLong(5, sum.inserts());
            advance.setLong(6, sum.updates());
            advance.setLong(7, sum.deletes());
            setInt(advance, 8, marker == null ? null : marker.number());
            advance.setString(9, marker == null ? null : Long.toUnsignedString(marker.lsn()));
            advance.setString(10, Long.toUnsignedString(from.lsn()));
            advance.setString(11, holder);
            if (advance.executeUpdate() != 1) {
                throw new SupersededException(false);
            }
        }
    }

    private static void setInt(PreparedStatement statement, int index, @Nullable Integer value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setInt(index, value);
        }
    }

    private void count(Map<TableName, Counts> counts) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        List<Map.Entry<TableName, Counts>> all = List.copyOf(counts.entrySet());
        try (PreparedStatement count = connection.prepareStatement(ApplyQueries.COUNT)) {
            count.setArray(1, texts(all.stream().map(e -> e.getKey().schema()).toArray()));
            count.setArray(2, texts(all.stream().map(e -> e.getKey().name()).toArray()));
            count.setArray(3, numbers(all.stream().map(e -> e.getValue().inserts()).toArray()));
            count.setArray(4, numbers(all.stream().map(e -> e.getValue().updates()).toArray()));
            count.setArray(5, numbers(all.stream().map(e -> e.getValue().deletes()).toArray()));
            count.executeUpdate();
        }
    }

    private java.sql.Array texts(Object[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private java.sql.Array numbers(Object[] values) throws SQLException {
        return connection.createArrayOf("int8", values);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
