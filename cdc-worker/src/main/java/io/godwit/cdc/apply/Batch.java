package io.godwit.cdc.apply;

import io.godwit.cdc.apply.Section.Truncation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is written at once. It is filled on the reader's thread, then handed to the writer's.
final class Batch {
    private final List<Section> sections = new ArrayList<>();
    private final Map<TableName, Counter> counts = new HashMap<>();
    private Section open = new Section();
    private int changes;
    private int behindBorder;
    private long weight;
    private @Nullable Progress progress;

    /// Counts in place.
    private static final class Counter {
        private long inserts;
        private long updates;
        private long deletes;

        void add(RowChange.Kind kind) {
            switch (kind) {
                case INSERT -> inserts++;
                case UPDATE -> updates++;
                case DELETE -> deletes++;
            }
        }

        Counts counts() {
            return new Counts(inserts, updates, deletes);
        }
    }

    Batch() {
        sections.add(open);
    }

    void add(RowChange change) {
        open.add(change);
        changes++;
        behindBorder++;
        weight += change.weight();
        counts.computeIfAbsent(
                        new TableName(change.table().schema(), change.table().name()),
                        _ -> new Counter())
                .add(change.kind());
    }

    void add(Truncation truncation) {
        open.end(truncation);
        open = new Section();
        sections.add(open);
        changes++;
        behindBorder++;
    }

    /// Reached a border: what came so far may be committed.
    void reach(Progress border) {
        Progress before = progress;
        progress = before == null ? border : border.after(before);
        behindBorder = 0;
    }

    List<Section> sections() {
        return sections;
    }

    int changes() {
        return changes;
    }

    long weight() {
        return weight;
    }

    /// Whether somebody waits for it: a cutover's mark is in it.
    boolean urgent() {
        Progress reached = progress;
        return reached != null && reached.marker() != null;
    }

    boolean hasChanges() {
        return changes > 0;
    }

    /// Whether it ends between transactions, and so may be committed.
    boolean endsOnBorder() {
        return behindBorder == 0;
    }

    /// The last border in it, if there is any; the batch may go on behind it.
    @Nullable Progress progress() {
        return progress;
    }

    Map<TableName, Counts> counts() {
        Map<TableName, Counts> all = new HashMap<>();
        counts.forEach((table, counter) -> all.put(table, counter.counts()));
        return all;
    }
}
