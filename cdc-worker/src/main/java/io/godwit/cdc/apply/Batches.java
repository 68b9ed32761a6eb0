package io.godwit.cdc.apply;

import io.godwit.cdc.apply.Section.Truncation;
import java.util.function.Consumer;

/// Fills batches and hands on those that are large enough.
final class Batches implements Changes {
    private final ApplySettings settings;
    private final StopPoint stop;
    private final Consumer<Batch> to;
    private Batch open = new Batch();

    Batches(ApplySettings settings, StopPoint stop, Consumer<Batch> to) {
        this.settings = settings;
        this.stop = stop;
        this.to = to;
    }

    @Override
    public void begin(long commitLsn) {
        stop.check(commitLsn);
    }

    @Override
    public void row(RowChange change) {
        open.add(change);
        // Only a transaction that is too large by itself is written in pieces.
        if (full(2)) {
            handOn();
        }
    }

    @Override
    public void truncate(Truncation truncation) {
        open.add(truncation);
    }

    @Override
    public void reach(Progress border) {
        open.reach(border);
        if (full(1)) {
            handOn();
        }
    }

    private boolean full(int times) {
        return open.changes() >= times * settings.batchChanges()
                || open.weight() >= times * settings.batchBytes();
    }

    Batch open() {
        return open;
    }

    void handOn() {
        Batch full = open;
        open = new Batch();
        to.accept(full);
    }
}
