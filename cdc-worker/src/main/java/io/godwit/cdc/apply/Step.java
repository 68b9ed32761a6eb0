package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run of changes of one table that are written in one way.
sealed interface Step {

    /// Inserts of rows that nothing else in the run touches.
    final class Inserts implements Step {
        private final List<RowChange> rows = new ArrayList<>();

        void add(RowChange insert) {
            rows.add(insert);
        }

        List<RowChange> rows() {
            return rows;
        }
    }

    /// Changes folded to one for each key. As long as all are inserts, none is looked for: should
    /// two of them have one key, the target will refuse them.
    final class Folded implements Step {
        private final List<RowChange> inserts = new ArrayList<>();
        private final Map<RowKey, NetChange> byKey = new LinkedHashMap<>();
        private boolean contradictory;

        void add(RowChange change) {
            if (byKey.isEmpty() && change.kind() == RowChange.Kind.INSERT) {
                inserts.add(change);
                return;
            }
            inserts.forEach(this::fold);
            inserts.clear();
            fold(change);
        }

        private void fold(RowChange change) {
            RowKey key = new RowKey(change.finder(), change.table().matching());
            NetChange known = byKey.get(key);
            if (known == null) {
                byKey.put(key, NetChange.of(change));
            } else if (!known.then(change)) {
                contradictory = true;
            }
        }

        Collection<NetChange> changes() {
            return byKey.isEmpty() ? inserts.stream().map(NetChange::of).toList() : byKey.values();
        }

        /// Whether the changes cannot all succeed; only one by one will tell which does not.
        boolean contradictory() {
            return contradictory;
        }
    }

    /// What changes of whole rows come to: rows that print the same are interchangeable, so that
    /// one that goes and one that comes leave everything as it is, in whichever order.
    final class Difference implements Step {
        private final Map<RowKey, Times> byRow = new LinkedHashMap<>();

        void add(RowChange change) {
            int[] all = change.table().matching();
            switch (change.kind()) {
                case INSERT -> count(change.result(), all, 1);
                case UPDATE -> {
                    count(change.finder(), all, -1);
                    count(change.result(), all, 1);
                }
                case DELETE -> count(change.finder(), all, -1);
            }
        }

        private void count(Tuple row, int[] all, int more) {
            byRow.merge(
                    new RowKey(row, all),
                    new Times(row, more),
                    (known, _) -> known.times == -more ? null : known.plus(more));
        }

        List<Times> removals() {
            return byRow.values().stream()
                    .filter(row -> row.times < 0)
                    .map(row -> new Times(row.row, -row.times))
                    .toList();
        }

        List<Times> additions() {
            return byRow.values().stream().filter(row -> row.times > 0).toList();
        }
    }

    /// Rows that are all alike.
    record Times(Tuple row, int times) {
        private Times plus(int more) {
            return new Times(row, times + more);
        }
    }

    /// Changes that are made one by one, in order.
    final class Exact implements Step {
        private final List<RowChange> changes = new ArrayList<>();

        void add(RowChange change) {
            changes.add(change);
        }

        List<RowChange> changes() {
            return changes;
        }
    }
}
