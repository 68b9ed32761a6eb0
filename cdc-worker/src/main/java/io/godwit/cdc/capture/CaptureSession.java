package io.godwit.cdc.capture;

import io.godwit.cdc.changes.Chunk;
import io.godwit.common.migration.Following;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One run of capture, from its slot to its topic: what the reader, the engine's task and the
/// writer share. Thread-safe; each part is called by one thread.
final class CaptureSession {
    /// Chunks that wait for the engine; with those in flight they bound the memory of a capture.
    private static final int WAITING = 8;

    private final String id = UUID.randomUUID().toString();
    private final Following following;
    private final int serverVersion;
    private final long confirmed;
    private final Supplier<Connection> connector;
    private final ChunkLimits limits;
    private final Clock clock;
    private final BlockingQueue<CapturedChunk> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    private volatile long acknowledged;
    private volatile long heard;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Instant committed;
    private volatile long decodingMillis;
    private volatile long transportMillis;

    /// @param serverVersion `server_version_num`
    /// @param confirmed what the slot has confirmed, before it is read
    /// @param connector opens a replication connection
    CaptureSession(
            Following following,
            int serverVersion,
            long confirmed,
            Supplier<Connection> connector,
            ChunkLimits limits,
            Clock clock) {
        this.following = following;
        this.serverVersion = serverVersion;
        this.confirmed = confirmed;
        this.acknowledged = confirmed;
        this.heard = confirmed;
        this.connector = connector;
        this.limits = limits;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    long confirmed() {
        return confirmed;
    }

    Following following() {
        return following;
    }

    int serverVersion() {
        return serverVersion;
    }

    Connection connect() {
        return connector.get();
    }

    ChunkBuilder builder(ChunkSink sink) {
        return new ChunkBuilder(id, confirmed, limits, clock, sink);
    }

    /// @return false if there was no room for so long
    boolean offer(CapturedChunk chunk, Duration patience) throws InterruptedException {
        return waiting.offer(chunk, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Whether nothing waits for the engine, so that a small chunk costs nobody anything.
    boolean idle() {
        return waiting.isEmpty();
    }

    /// What waits, after waiting for it for a while; perhaps nothing.
    List<CapturedChunk> take(Duration patience) throws InterruptedException {
        List<CapturedChunk> taken = new ArrayList<>();
        CapturedChunk first = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            waiting.drainTo(taken);
        }
        return taken;
    }

    /// The topic has it; called in the order of the chunks. After a failure nothing counts: what
    /// follows may have a gap before it.
    void acknowledge(CapturedChunk captured) {
        if (failure.get() != null) {
            return;
        }
        Chunk chunk = captured.chunk();
        changes.addAndGet(chunk.changes());
        transportMillis = Duration.between(chunk.captured(), clock.instant()).toMillis();
        Instant commit = chunk.committed();
        if (commit != null) {
            committed = commit;
            decodingMillis = Math.max(0, Duration.between(commit, chunk.captured()).toMillis());
        }
        acknowledged = captured.border();
    }

    /// The first failure ends the session.
    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    @Nullable Throwable failure() {
        return failure.get();
    }

    void end() {
        ended.set(true);
    }

    boolean ended() {
        return ended.get() || failure.get() != null;
    }

    void heard(long lsn) {
        heard = lsn;
    }

    /// Everything that committed before this LSN is in the topic.
    long acknowledged() {
        return acknowledged;
    }

    long heard() {
        return heard;
    }

    long changes() {
        return changes.get();
    }

    @Nullable Instant committed() {
        return committed;
    }

    long decodingMillis() {
        return decodingMillis;
    }

    long transportMillis() {
        return transportMillis;
    }
}
