package io.godwit.cdc.apply;

import io.godwit.cdc.changes.Position;
import io.godwit.cdc.pgoutput.Tuple;
import org.jspecify.annotations.Nullable;

/// One change of one row, as the source made it.
///
/// @param old what finds the row; null for an insert, and for an update that left the replica
///   identity alone
/// @param row as it is afterwards; null for a delete
record RowChange(
        TargetTable table, Kind kind, Position at, @Nullable Tuple old, @Nullable Tuple row) {
    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    static RowChange insert(TargetTable table, Position at, Tuple row) {
        return new RowChange(table, Kind.INSERT, at, null, row);
    }

    /// What finds a whole row has every value of it, also those that were not sent again.
    static RowChange update(TargetTable table, Position at, @Nullable Tuple old, Tuple row) {
        Tuple whole = old != null && table.whole() && row.hasUnchanged() ? row.over(old) : row;
        return new RowChange(table, Kind.UPDATE, at, old, whole);
    }

    static RowChange delete(TargetTable table, Position at, Tuple old) {
        return new RowChange(table, Kind.DELETE, at, old, null);
    }

    /// What finds the row that is to change.
    Tuple finder() {
        Tuple finder = old != null ? old : row;
        if (finder == null) {
            throw new IllegalStateException("a change without a row");
        }
        return finder;
    }

    /// As it is afterwards.
    Tuple result() {
        if (row == null) {
            throw new IllegalStateException("a deleted row has no result");
        }
        return row;
    }

    long weight() {
        return (old == null ? 0 : old.weight()) + (row == null ? 0 : row.weight());
    }
}
