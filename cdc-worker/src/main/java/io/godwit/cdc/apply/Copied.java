package io.godwit.cdc.apply;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.Visible;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the copy of each table has already. All tables are of one snapshot, unless a copy went on
/// under another one after it had lost the first.
final class Copied {
    /// What the copy has of one transaction.
    enum Part {
        NOTHING,
        SOME,
        ALL
    }

    private final Visible other;
    private final Map<TableName, Visible> tables;
    private final Collection<Visible> snapshots;

    private Copied(Visible other, Map<TableName, Visible> tables, Collection<Visible> snapshots) {
        this.other = other;
        this.tables = tables;
        this.snapshots = snapshots;
    }

    /// All tables are of one snapshot.
    static Copied under(Visible one) {
        return new Copied(one, Map.of(), List.of());
    }

    /// @param target whose staging database remembers what was copied
    /// @param other of tables that are not remembered
    /// @throws MigrationException if the parts of a table are of several snapshots
    static Copied read(Connection target, Visible other) throws SQLException {
        Map<String, Visible> snapshots = new HashMap<>();
        Map<TableName, Visible> tables = new HashMap<>();
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery(ApplyQueries.COPIED)) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                if (row.getInt(4) != 1) {
                    throw new MigrationException(
                            FailureCode.INTERNAL_ERROR,
                            "the parts of %s.%s were copied under several snapshots"
                                    .formatted(table.schema(), table.name()));
                }
                tables.put(table, snapshots.computeIfAbsent(row.getString(3), Visible::parse));
            }
        }
        return new Copied(other, tables, List.copyOf(snapshots.values()));
    }

    /// @param xid the lower 32 bits
    Part of(long xid) {
        boolean first = other.sees(xid);
        for (Visible snapshot : snapshots) {
            if (snapshot.sees(xid) != first) {
                return Part.SOME;
            }
        }
        return first ? Part.ALL : Part.NOTHING;
    }

    boolean has(TableName table, long xid) {
        return tables.getOrDefault(table, other).sees(xid);
    }
}
