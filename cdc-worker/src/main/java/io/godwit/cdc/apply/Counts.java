package io.godwit.cdc.apply;

import io.godwit.cdc.apply.RowChange.Kind;

/// How many rows the source inserted, updated and deleted.
record Counts(long inserts, long updates, long deletes) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Kind kind) {
        return switch (kind) {
            case INSERT -> new Counts(inserts + 1, updates, deletes);
            case UPDATE -> new Counts(inserts, updates + 1, deletes);
            case DELETE -> new Counts(inserts, updates, deletes + 1);
        };
    }

    Counts plus(Counts more) {
        return new Counts(inserts + more.inserts, updates + more.updates, deletes + more.deletes);
    }

    long total() {
        return inserts + updates + deletes;
    }
}
