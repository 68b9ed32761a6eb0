package io.godwit.validator;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.MigrationEvent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Work that nobody follows, and that can be stopped.
public final class QuietWork implements WorkContext {
    public final Map<Integer, Long> rows = new ConcurrentHashMap<>();
    private final Set<AutoCloseable> closeables = ConcurrentHashMap.newKeySet();
    private final Consumer<MigrationEvent> facts;
    private volatile boolean stopping;

    /// For work that only answers.
    public QuietWork() {
        this(event -> {
            throw new AssertionError("the validator only answers: " + event);
        });
    }

    public QuietWork(Consumer<MigrationEvent> facts) {
        this.facts = facts;
    }

    @Override
    public void publish(MigrationEvent event) {
        facts.accept(event);
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

    @Override
    public void confirmWanted() {
        checkStopping();
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
