package io.godwit.copy.planning;

import io.godwit.common.postgres.Quote;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the primary keys of large tables can be cut into ranges of about as many rows, for servers
/// that cannot read a range of ctid without reading the whole table.
final class KeyBounds {
    private static final List<Long> INTEGERS = List.of(20L, 21L, 23L);

    /// bigint, smallint, integer, text, character, character varying, date, timestamp, timestamp
    /// with time zone, numeric, uuid.
    private static final Object[] TYPES = {
        20L, 21L, 23L, 25L, 1042L, 1043L, 1082L, 1114L, 1184L, 1700L, 2950L
    };

    /// Longer bounds would make long messages.
    private static final int LONGEST_BOUND = 200;

    private final Connection source;

    KeyBounds(Connection source) {
        this.source = source;
    }

    /// A key and the statistics about it.
    record Key(String column, boolean integer, List<String> histogram) {}

    /// The keys of those tables that have a usable one, by the table's oid.
    Map<Long, Key> keys(List<SourceTable> tables) throws SQLException {
        Map<Long, Key> keys = new HashMap<>();
        try (PreparedStatement query = source.prepareStatement(PlanQueries.KEYS)) {
            query.setArray(1, source.createArrayOf("oid", oids(tables)));
            query.setArray(2, source.createArrayOf("oid", TYPES));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    keys.put(rows.getLong("indrelid"), key(rows));
                }
            }
        }
        return keys;
    }

    private static Object[] oids(List<SourceTable> tables) {
        return tables.stream().map(table -> table.ref().oid()).toArray();
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(
                row.getString("attname"),
                INTEGERS.contains(row.getLong("atttypid")),
                texts(row.getArray("bounds")));
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /// @return fewer than asked for if the statistics do not tell more, or none
    List<String> bounds(SourceTable table, Key key, int parts) throws SQLException {
        int intervals = key.histogram().size() - 1;
        List<String> bounds =
                intervals > 1
                        ? fromHistogram(key.histogram(), Math.min(parts, intervals))
                        : key.integer() ? fromExtremes(table, key, parts) : List.of();
        return bounds.stream().filter(bound -> bound.length() <= LONGEST_BOUND).toList();
    }

    private static List<String> fromHistogram(List<String> histogram, int parts) {
        List<String> bounds = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            bounds.add(histogram.get(part * (histogram.size() - 1) / parts));
        }
        return bounds;
    }

    private List<String> fromExtremes(SourceTable table, Key key, int parts) throws SQLException {
        String sql =
                PlanQueries.extremes(
                        Quote.qualified(table.ref().schema(), table.ref().name()),
                        Quote.identifier(key.column()));
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String least = row.getString(1);
            String greatest = row.getString(2);
            return least == null || greatest == null
                    ? List.of()
                    : between(new BigInteger(least), new BigInteger(greatest), parts);
        }
    }

    static List<String> between(BigInteger least, BigInteger greatest, int parts) {
        BigInteger width = greatest.subtract(least).add(BigInteger.ONE);
        List<String> bounds = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            BigInteger share = width.multiply(BigInteger.valueOf(part));
            bounds.add(least.add(share.divide(BigInteger.valueOf(parts))).toString());
        }
        return bounds.stream().filter(bound -> !bound.equals(least.toString())).toList();
    }
}
