package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Tuple;

/// What several changes of the row of one key come to.
final class NetChange {
    enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        /// Inserted and deleted again.
        NOTHING
    }

    private Kind kind;
    private Tuple tuple;

    private NetChange(Kind kind, Tuple tuple) {
        this.kind = kind;
        this.tuple = tuple;
    }

    static NetChange of(RowChange first) {
        return switch (first.kind()) {
            case INSERT -> new NetChange(Kind.INSERT, first.result());
            case UPDATE -> new NetChange(Kind.UPDATE, keyed(first));
            case DELETE -> new NetChange(Kind.DELETE, first.finder());
        };
    }

    Kind kind() {
        return kind;
    }

    /// The row, of a delete what finds it.
    Tuple tuple() {
        return tuple;
    }

    /// @return false if the change cannot follow on what is known of the row
    boolean then(RowChange next) {
        boolean exists = kind == Kind.INSERT || kind == Kind.UPDATE;
        switch (next.kind()) {
            case INSERT -> {
                if (exists) {
                    return false;
                }
                kind = kind == Kind.DELETE ? Kind.UPDATE : Kind.INSERT;
                tuple = next.result();
            }
            case UPDATE -> {
                if (!exists) {
                    return false;
                }
                Tuple row = next.result();
                tuple = row.hasUnchanged() ? row.over(tuple) : row;
            }
            case DELETE -> {
                if (!exists) {
                    return false;
                }
                kind = kind == Kind.INSERT ? Kind.NOTHING : Kind.DELETE;
                tuple = next.finder();
            }
        }
        return true;
    }

    /// An update's key may be among what was not sent again.
    private static Tuple keyed(RowChange update) {
        Tuple row = update.result();
        Tuple old = update.old();
        return old != null && missesKey(row, update.table()) ? row.over(onlyKey(old, update)) : row;
    }

    private static boolean missesKey(Tuple row, TargetTable table) {
        return !RowKey.complete(row, table.matching());
    }

    private static Tuple onlyKey(Tuple old, RowChange update) {
        return old.unchangedBut(update.table().matching());
    }
}
