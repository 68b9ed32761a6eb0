package io.godwit.cdc.following;

import io.godwit.common.migration.TableName;
import io.godwit.common.postgres.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table of the source.
///
/// @param partition whether it is a part of a partitioned table
/// @param logged whether its changes stand in the WAL
/// @param identified whether the server can say which row was changed
/// @param identity its replica identity as `ALTER TABLE` takes it
/// @param parents what it is a partition or an heir of
record FollowedTable(
        long oid,
        String schema,
        String name,
        boolean partitioned,
        boolean partition,
        boolean logged,
        boolean identified,
        String identity,
        List<Long> parents) {
    static FollowedTable read(ResultSet row) throws SQLException {
        return new FollowedTable(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                identity(row.getString(8), row.getString(9)),
                List.of((Long[]) row.getArray(10).getArray()));
    }

    private static String identity(String plain, @Nullable String key) {
        return key == null ? plain : "USING INDEX " + Quote.identifier(key);
    }

    TableName named() {
        return new TableName(schema, name);
    }

    String quoted() {
        return Quote.qualified(schema, name);
    }

    /// Only an ordinary table has rows.
    boolean needsIdentity() {
        return !partitioned && logged && !identified;
    }
}
