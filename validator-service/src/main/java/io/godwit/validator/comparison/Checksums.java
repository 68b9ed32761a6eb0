package io.godwit.validator.comparison;

import io.godwit.validator.comparison.ComparisonQueries.Numbered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Sums up rows in the server.
final class Checksums {
    private Checksums() {}

    /// All in one question.
    ///
    /// @param doing for messages
    /// @return by the relations' numbers
    static Map<Integer, Checksum> of(ComparedSide side, String doing, List<Numbered> relations) {
        Map<Integer, Checksum> sums = new HashMap<>();
        side.read(
                        doing,
                        row -> Map.entry(row.getInt(1), read(row)),
                        ComparisonQueries.checksums(relations))
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
        return sums;
    }

    /// @param doing for messages
    static Checksum of(ComparedSide side, String doing, Numbered relation) {
        return Objects.requireNonNull(of(side, doing, List.of(relation)).get(relation.number()));
    }

    /// Behind what tells one sum from the other.
    static Checksum read(ResultSet row) throws SQLException {
        return new Checksum(row.getLong(2), row.getString(3));
    }
}
