package io.godwit.copy.testing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.MigrationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps what work publishes, and can be told to stop it.
public final class RecordingContext implements WorkContext {
    private final List<MigrationEvent> events = new ArrayList<>();
    private final Set<AutoCloseable> closeables = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile Runnable onProgress = () -> {};
    private volatile Runnable onConfirm = () -> {};
    private volatile long rows;

    @Override
    public synchronized void publish(MigrationEvent event) {
        events.add(event);
    }

    public synchronized <E extends MigrationEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Runs on the working thread, at each sign of progress.
    public void onProgress(Runnable action) {
        onProgress = action;
    }

    /// The greatest number of rows that a sign of progress spoke of.
    public long rows() {
        return rows;
    }

    @Override
    public void progress(int table, int part, long rows, long bytes) {
        this.rows = Math.max(this.rows, rows);
        onProgress.run();
    }

    @Override
    public Registration closeOnStop(AutoCloseable resource) {
        closeables.add(resource);
        return () -> closeables.remove(resource);
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    @Override
    public void checkStopping() {
        if (stopping) {
            throw new WorkStoppedException("test");
        }
    }

    @Override
    public void confirmWanted() {
        onConfirm.run();
        checkStopping();
    }

    /// Runs on the working thread, before the log would be read once more.
    public void onConfirm(Runnable action) {
        onConfirm = action;
    }

    public void stop() throws Exception {
        stopping = true;
        for (AutoCloseable closeable : closeables) {
            closeable.close();
        }
    }
}
