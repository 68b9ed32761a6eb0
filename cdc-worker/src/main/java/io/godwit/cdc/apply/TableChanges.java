package io.godwit.cdc.apply;

import io.godwit.cdc.apply.RowChange.Kind;
import io.godwit.cdc.apply.Step.Difference;
import io.godwit.cdc.apply.Step.Exact;
import io.godwit.cdc.apply.Step.Folded;
import io.godwit.cdc.apply.Step.Inserts;
import io.godwit.cdc.pgoutput.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes of one table, folded as far as their order allows. The tables of a section do not
/// depend on one another: neither foreign keys nor triggers act on a session that replicates.
final class TableChanges {
    private final TargetTable table;
    private final List<Step> steps = new ArrayList<>();
    private final List<RowChange> all = new ArrayList<>();
    private @Nullable Step last;
    private long inserts;
    private long updates;
    private long deletes;

    TableChanges(TargetTable table) {
        this.table = table;
    }

    TargetTable table() {
        return table;
    }

    List<Step> steps() {
        return steps;
    }

    /// Every change as it came.
    List<RowChange> all() {
        return all;
    }

    Counts counts() {
        return new Counts(inserts, updates, deletes);
    }

    void add(RowChange change) {
        all.add(change);
        count(change.kind());
        if (table.whole()) {
            addWhole(change);
        } else if (!table.keyed()) {
            addUnkeyed(change);
        } else if (folds(change)) {
            folded().add(change);
        } else {
            exact().add(change);
        }
    }

    private void count(Kind kind) {
        switch (kind) {
            case INSERT -> inserts++;
            case UPDATE -> updates++;
            case DELETE -> deletes++;
        }
    }

    /// Inserts alone need not be compared.
    private void addWhole(RowChange change) {
        if (change.kind() == Kind.INSERT && !(last instanceof Difference)) {
            inserts().add(change);
        } else {
            difference().add(change);
        }
    }

    /// Known by a part of its columns that no key of the target covers.
    private void addUnkeyed(RowChange change) {
        if (change.kind() == Kind.INSERT) {
            inserts().add(change);
        } else {
            exact().add(change);
        }
    }

    private boolean folds(RowChange change) {
        Tuple old = change.old();
        int[] key = table.matching();
        if (change.kind() == Kind.UPDATE
                && old != null
                && !RowKey.same(old, change.result(), key)) {
            return false;
        }
        return RowKey.complete(change.finder(), key);
    }

    private Inserts inserts() {
        if (last instanceof Inserts inserts) {
            return inserts;
        }
        return append(new Inserts());
    }

    private Folded folded() {
        if (last instanceof Folded folded) {
            return folded;
        }
        return append(new Folded());
    }

    private Difference difference() {
        if (last instanceof Difference difference) {
            return difference;
        }
        return append(new Difference());
    }

    private Exact exact() {
        if (last instanceof Exact exact) {
            return exact;
        }
        return append(new Exact());
    }

    private <S extends Step> S append(S step) {
        steps.add(step);
        last = step;
        return step;
    }
}
