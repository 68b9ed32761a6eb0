package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Message.Relation;
import io.godwit.common.postgres.Quote;
import java.util.List;

/// A table of the target as the changes of a relation meet it: its columns are the relation's, in
/// the relation's order.
///
/// @param matching columns (of the relation) that find a row: those of the key, or, without a key,
///   those of the replica identity
/// @param keyed whether `matching` is a key
record TargetTable(
        TargetForm form,
        Relation relation,
        List<TargetColumn> columns,
        int[] matching,
        boolean keyed) {

    /// Whether a row is found by all that it holds. Then rows that print the same are the same row,
    /// and their changes have no order.
    boolean whole() {
        return !keyed && matching.length == columns.size();
    }

    String schema() {
        return form.schema();
    }

    String name() {
        return form.name();
    }

    String quoted() {
        return Quote.qualified(form.schema(), form.name());
    }

    /// As UPDATE, DELETE and TRUNCATE name it: without the tables that inherit from it, unless it
    /// is nothing but its partitions.
    String only() {
        return form.partitioned() ? quoted() : "ONLY " + quoted();
    }

    boolean isMatching(int column) {
        for (int matched : matching) {
            if (matched == column) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
