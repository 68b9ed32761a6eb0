package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Tuple;
import java.util.Arrays;

/// The text of a row's key columns.
final class RowKey {
    private final Tuple tuple;
    private final int[] columns;
    private final int hash;

    RowKey(Tuple tuple, int[] columns) {
        this.tuple = tuple;
        this.columns = columns;
        this.hash = hash(tuple, columns);
    }

    /// Whether every column of it has a text.
    static boolean complete(Tuple tuple, int[] columns) {
        for (int column : columns) {
            if (!tuple.hasText(column)) {
                return false;
            }
        }
        return true;
    }

    /// Whether an update left the key as it was; a value that was not sent is unchanged.
    static boolean same(Tuple old, Tuple row, int[] columns) {
        for (int column : columns) {
            if (!row.isUnchanged(column) && !equal(old, row, column)) {
                return false;
            }
        }
        return true;
    }

    private static int hash(Tuple tuple, int[] columns) {
        byte[] bytes = tuple.bytes();
        int hash = 1;
        for (int column : columns) {
            int end = tuple.start(column) + tuple.length(column);
            for (int i = tuple.start(column); i < end; i++) {
                hash = 31 * hash + bytes[i];
            }
            hash = 31 * hash + 257;
        }
        return hash ^ (hash >>> 15) * 0x2c1b3c6d;
    }

    private static boolean equal(Tuple one, Tuple other, int column) {
        if (one.length(column) != other.length(column)) {
            return false;
        }
        return !one.hasText(column)
                || Arrays.equals(
                        one.bytes(),
                        one.start(column),
                        one.start(column) + one.length(column),
                        other.bytes(),
                        other.start(column),
                        other.start(column) + other.length(column));
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof RowKey that) || that.hash != hash) {
            return false;
        }
        for (int column : columns) {
            if (!equal(tuple, that.tuple, column)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
