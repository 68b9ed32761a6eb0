package io.godwit.cdc.apply;

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

    /// Changes folded to one for each key.
    final class Folded implements Step {
        private final Map<RowKey, NetChange> byKey = new LinkedHashMap<>();
        private boolean contradictory;

        void add(RowKey key, RowChange change) {
            NetChange known = byKey.get(key);
            if (known == null) {
                byKey.put(key, NetChange.of(change));
            } else if (!known.then(change)) {
                contradictory = true;
            }
        }

        Collection<NetChange> changes() {
            return byKey.values();
        }

        /// Whether the changes cannot all succeed; only one by one will tell which does not.
        boolean contradictory() {
            return contradictory;
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
