package io.godwit.cdc.apply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes of rows, table by table, and what comes behind them all.
final class Section {
    /// A TRUNCATE of several tables at once, which foreign keys may tie together.
    record Truncation(
            List<TargetTable> tables,
            boolean cascade,
            boolean restartIdentity,
            io.godwit.cdc.changes.Position at) {
        Truncation {
            tables = List.copyOf(tables);
        }
    }

    private final Map<TargetTable, TableChanges> tables = new LinkedHashMap<>();
    private @Nullable TableChanges latest;
    private @Nullable Truncation truncation;

    void add(RowChange change) {
        TableChanges changes = latest;
        if (changes == null || !changes.table().equals(change.table())) {
            changes = tables.computeIfAbsent(change.table(), TableChanges::new);
            latest = changes;
        }
        changes.add(change);
    }

    Iterable<TableChanges> tables() {
        return tables.values();
    }

    void end(Truncation truncation) {
        this.truncation = truncation;
    }

    @Nullable Truncation truncation() {
        return truncation;
    }
}
