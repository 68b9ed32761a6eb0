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
    private Section open = new Section();
    private int changes;
    private int behindBorder;
    private long weight;
    private @Nullable Progress progress;

    Batch() {
        sections.add(open);
    }

    void add(RowChange change) {
        open.add(change);
        changes++;
        behindBorder++;
        weight += change.weight();
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
        for (Section section : sections) {
            for (TableChanges changes : section.tables()) {
                TargetTable table = changes.table();
                all.merge(
                        new TableName(table.schema(), table.name()),
                        changes.counts(),
                        Counts::plus);
            }
        }
        return all;
    }
}
