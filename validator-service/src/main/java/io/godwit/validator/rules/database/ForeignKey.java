package io.godwit.validator.rules.database;

import io.godwit.common.postgres.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A foreign key that may not hold.
///
/// @param table quoted, as is `referenced`
/// @param columns of the table, as are `keys` of the referenced one, pair by pair
record ForeignKey(
        String name, String table, List<String> columns, String referenced, List<String> keys) {
    static final int MOST = 1_000;

    static ForeignKey read(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString(1),
                Quote.qualified(row.getString(2), row.getString(3)),
                List.of((String[]) row.getArray(4).getArray()),
                Quote.qualified(row.getString(5), row.getString(6)),
                List.of((String[]) row.getArray(7).getArray()));
    }

    /// Counts the rows without a partner, at most a thousand. A row with a null in the key needs
    /// none.
    String orphans() {
        return """
        SELECT count(*) FROM (
            SELECT FROM ONLY %s AS child
             WHERE %s
               AND NOT EXISTS (SELECT FROM %s AS parent WHERE %s)
             LIMIT %d) AS orphans\
        """
                .formatted(table, present(), referenced, joined(), MOST);
    }

    private String present() {
        return columns.stream()
                .map(column -> "child." + Quote.identifier(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }

    private String joined() {
        return IntStream.range(0, columns.size())
                .mapToObj(i ->
                        "parent.%s OPERATOR(pg_catalog.=) child.%s"
                                .formatted(
                                        Quote.identifier(keys.get(i)),
                                        Quote.identifier(columns.get(i))))
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public String toString() {
        return name + " on " + table;
    }
}
