package io.godwit.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Writes batches on a thread of its own, while the next one is read. Used by the reader's thread.
final class Writing implements AutoCloseable {

    /// Hears of each batch, on the writer's thread.
    interface Listener {
        void begins();

        void ends();

        void committed(
                Bookmark bookmark,
                Map<TableName, Counts> counts,
                long millis,
                @Nullable Marker marker);
    }

    private final Connection connection;
    private final BatchWriter writer;
    private final Listener listener;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(1);
    private final AtomicInteger outstanding = new AtomicInteger();
    private final Thread thread;
    private final Map<TableName, Counts> counts = new HashMap<>();
    private volatile @Nullable Exception failure;
    private volatile boolean running = true;

    /// @param connection is aborted when this is closed
    Writing(String name, Connection connection, BatchWriter writer, Listener listener) {
        this.connection = connection;
        this.writer = writer;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /// Whether nothing waits and nothing is being written.
    boolean idle() {
        return outstanding.get() == 0;
    }

    /// Waits for room.
    ///
    /// @return false if the writer has failed, or the caller is interrupted
    boolean put(Batch batch) {
        outstanding.incrementAndGet();
        try {
            while (failure == null) {
                if (batches.offer(batch, 100, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Nullable Exception failure() {
        return failure;
    }

    private void run() {
        try {
            while (running) {
                Batch batch = batches.poll(100, TimeUnit.MILLISECONDS);
                if (batch != null) {
                    tellAndWrite(batch);
                    outstanding.decrementAndGet();
                }
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
    }

    private void tellAndWrite(Batch batch) throws SQLException {
        listener.begins();
        try {
            write(batch);
        } finally {
            listener.ends();
        }
    }

    private void write(Batch batch) throws SQLException {
        long began = System.nanoTime();
        Marker before = writer.bookmark().marker();
        boolean committed = writer.write(batch);
        batch.counts().forEach((table, more) -> counts.merge(table, more, Counts::plus));
        if (committed) {
            Marker now = writer.bookmark().marker();
            listener.committed(
                    writer.bookmark(),
                    Map.copyOf(counts),
                    Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    now == null || now.equals(before) ? null : now);
            counts.clear();
        }
    }

    /// Returns when nothing is written any more. What was not committed is rolled back.
    @Override
    public void close() {
        running = false;
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // Closed already.
        }
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
