package io.godwit.validator.comparison;

import io.godwit.common.migration.ProvenTable;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.TableRef;
import io.godwit.common.postgres.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tables whose rows neither their copy nor the stream vouches for: those that were made, or got
/// their present name, after the copy began, those whose columns were changed since, which may
/// rewrite every row without a word in the stream, and those that were not published all the time.
final class UnprovenTables {
    /// Below what every transaction has that a server begins by itself.
    private static final long FIRST_TRANSACTION = 3;

    private static final int FIRST_ID = TableComparison.NO_TABLE - 1;

    private UnprovenTables() {}

    /// @param columns the transactions (32 bits) that wrote what is known of the columns
    /// @param published those that published the table itself
    /// @param next the next transaction (64 bits)
    /// @param followed whether all its changes since its copy are in the stream, as far as is known
    record Table(
            long oid,
            TableName name,
            List<Long> columns,
            List<Long> published,
            long next,
            boolean followed) {
        static Table read(ResultSet row) throws SQLException {
            return new Table(
                    row.getLong(1),
                    new TableName(row.getString(2), row.getString(3)),
                    List.of((Long[]) row.getArray(4).getArray()),
                    List.of((Long[]) row.getArray(5).getArray()),
                    row.getLong(6),
                    row.getBoolean(7));
        }

        /// As of this look; no change of its columns, or of its being published, leaves it as it
        /// is.
        ProvenTable asProven() {
            return new ProvenTable(name, "%d %s %s".formatted(oid, columns, published));
        }

        /// Changed by whoever was not certain to be over when the snapshot was taken:
        /// subtransactions stand in no snapshot.
        boolean changedSince(Visible copied) {
            return columns.stream().anyMatch(xid -> full(xid) >= copied.horizon())
                    || published.stream().anyMatch(xid -> !copied.seesFull(full(xid)));
        }

        /// A writer that began before a table was published may still be under way: what it writes
        /// is in no stream, and seen by nobody yet.
        ///
        /// @param copied null if it was not copied
        Table followedSince(@Nullable Visible copied) {
            boolean all =
                    followed
                            && published.stream()
                                    .allMatch(xid -> copied != null && copied.seesFull(full(xid)));
            return new Table(oid, name, columns, published, next, all);
        }

        /// Rows of catalogs keep the numbers of transactions that were over long ago, so these may
        /// be any number of rounds old; the latest round is assumed.
        private long full(long xid) {
            return xid < FIRST_TRANSACTION ? xid : next - ((next - xid) & 0xffff_ffffL);
        }
    }

    static List<Table> of(BothSides sides, TableFilter moved, String publication) {
        Map<TableName, Visible> copied = copied(sides.target());
        Set<Long> excluded = excluded(sides.source(), moved);
        List<Table> unproven = new ArrayList<>();
        for (Table table : tables(sides.source(), publication)) {
            Visible visible = copied.get(table.name());
            boolean proven = visible != null && !table.changedSince(visible);
            if (!proven && !excluded.contains(table.oid())) {
                unproven.add(table.followedSince(visible));
            }
        }
        return unproven;
    }

    /// @return with ids below -1
    static List<TableRef> numbered(List<Table> tables) {
        List<TableRef> numbered = new ArrayList<>();
        for (Table table : tables) {
            TableName name = table.name();
            numbered.add(
                    new TableRef(
                            FIRST_ID - numbered.size(), table.oid(), name.schema(), name.name()));
        }
        return numbered;
    }

    private static List<Table> tables(ComparedSide source, String publication) {
        return source.read(
                "looking for changed tables",
                Table::read,
                DriftQueries.TABLES,
                publication,
                publication);
    }

    private static Map<TableName, Visible> copied(ComparedSide target) {
        Map<String, Visible> snapshots = new HashMap<>();
        Map<TableName, Visible> copied = new HashMap<>();
        target.read(
                        "reading what was copied",
                        row ->
                                Map.entry(
                                        new TableName(row.getString(1), row.getString(2)),
                                        row.getString(3)),
                        DriftQueries.COPIED)
                .forEach(entry ->
                        copied.put(
                                entry.getKey(),
                                snapshots.computeIfAbsent(entry.getValue(), Visible::parse)));
        return copied;
    }

    private static Set<Long> excluded(ComparedSide source, TableFilter moved) {
        return moved.all() ? Set.of() : LeftOut.tables(source).excluded(moved);
    }
}
