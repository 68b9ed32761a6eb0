package io.godwit.cdc.changes;

import io.godwit.common.migration.Lsn;

/// A place in the source's history as the slot tells it: transaction after transaction in the order
/// of their commits.
///
/// @param lsn with an ordinal: where the commit record of the transaction begins. Without: every
///   transaction whose commit record begins before it lies behind this position
/// @param ordinal of the change in its transaction, from 1; 0 on a border between transactions
public record Position(long lsn, long ordinal) implements Comparable<Position> {
    public static final Position BEGINNING = new Position(0, 0);

    /// Everything that committed before this LSN.
    public static Position border(long lsn) {
        return new Position(lsn, 0);
    }

    public boolean isBorder() {
        return ordinal == 0;
    }

    /// Whether this lies at the other position or behind it.
    public boolean reaches(Position other) {
        return compareTo(other) >= 0;
    }

    /// LSNs are unsigned.
    @Override
    public int compareTo(Position other) {
        return lsn == other.lsn
                ? Long.compare(ordinal, other.ordinal)
                : Long.compareUnsigned(lsn, other.lsn);
    }

    /// The LSN as PostgreSQL prints it.
    public String text() {
        return new Lsn(lsn).toString();
    }

    @Override
    public String toString() {
        return ordinal == 0 ? text() : text() + "#" + ordinal;
    }
}
