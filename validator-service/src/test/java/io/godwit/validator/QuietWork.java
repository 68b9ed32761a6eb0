package io.godwit.validator;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.MigrationEvent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Work that nobody follows, and that can be stopped.
public final class QuietWork implements WorkContext {
    public final Map<Integer, Long> rows = new ConcurrentHashMap<>();
    private final Set<AutoCloseable> closeables = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    @Override
    public void publish(MigrationEvent event) {
        throw new AssertionError("the validator only answers: " + event);
    }

    @Override
    public void progress(int table, int part, long rowsSoFar, long bytes) {
        rows.put(table, rowsSoFar);
    }

    @Override
    public Registration closeOnStop(AutoCloseable resource) {
        closeables.add(resource);
        if (stopping) {
            close(resource);
        }
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

    public void stop() {
        stopping = true;
        closeables.forEach(QuietWork::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
