package io.godwit.validator.rules;

import io.godwit.common.migration.TableName;
import io.godwit.common.postgres.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// A table of the source's database.
///
/// @param kind as in `pg_class.relkind`
/// @param persistence as in `pg_class.relpersistence`
/// @param identity as in `pg_class.relreplident`
/// @param owned whether the migration's user may do what its owner may
/// @param primaryKey whether it has one that is checked at once
/// @param identityIndex whether it has a valid index that was made its identity
/// @param key whether any unique index could be its identity
/// @param rows by the source's statistics, -1 if it has none
public record SourceTable(
        long oid,
        TableName name,
        String kind,
        String persistence,
        String identity,
        String owner,
        boolean owned,
        boolean primaryKey,
        boolean identityIndex,
        boolean key,
        double rows,
        List<Long> parents) {

    static SourceTable read(ResultSet row) throws SQLException {
        return new SourceTable(
                row.getLong(1),
                new TableName(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getDouble(12),
                List.of((Long[]) row.getArray(13).getArray()));
    }

    public String quoted() {
        return Quote.qualified(name.schema(), name.name());
    }

    /// Whether it has rows of its own whose changes are followed.
    public boolean followed() {
        return "r".equals(kind) && "p".equals(persistence);
    }

    public boolean unlogged() {
        return "u".equals(persistence);
    }

    /// Whether the source tells which row an update or delete is about.
    public boolean identified() {
        return switch (identity) {
            case "f" -> true;
            case "d" -> primaryKey;
            case "i" -> identityIndex;
            default -> false;
        };
    }

    /// What `ALTER TABLE … REPLICA IDENTITY` takes to set the present identity again; an index that
    /// is its identity is not told here.
    public String identityWords() {
        return switch (identity) {
            case "f" -> "FULL";
            case "n" -> "NOTHING";
            default -> "DEFAULT";
        };
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
