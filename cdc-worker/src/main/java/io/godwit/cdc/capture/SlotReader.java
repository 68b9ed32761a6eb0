package io.godwit.cdc.capture;

import io.godwit.common.postgres.Quote;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.postgresql.replication.fluent.logical.ChainedLogicalStreamBuilder;

/// Reads a slot and hands on chunks, on a thread of its own. It answers the server even while
/// nobody takes its chunks, so that `wal_sender_timeout` never ends the session because Kafka is
/// slow.
final class SlotReader implements Runnable {
    private static final int MESSAGES_TOLD = 14;

    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final int BREATH_AFTER = 512;
    private static final long BREATH_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CaptureSession session;
    private final ChunkBuilder chunks;
    private volatile @Nullable Connection connection;
    private @Nullable PGReplicationStream stream;
    private long messages;
    private long statusAt = System.nanoTime();
    private long messageAt = System.nanoTime();

    /// Whether messages came since [#messageAt] was taken.
    private boolean heard;

    SlotReader(CaptureSession session) {
        this.session = session;
        this.chunks = session.builder(this::hand);
    }

    @Override
    public void run() {
        try (Connection opened = session.connect()) {
            connection = opened;
            pin(opened);
            try (PGReplicationStream started = start(opened)) {
                stream = started;
                read(started);
            }
        } catch (SQLException | RuntimeException e) {
            if (!session.ended()) {
                session.fail(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// pgjdbc sends settings of its own when it connects; these are what the rows' text depends on.
    private static void pin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : CaptureQueries.PINNED) {
                statement.execute(setting);
            }
        }
    }

    private PGReplicationStream start(Connection connection) throws SQLException {
        ChainedLogicalStreamBuilder builder =
                connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(session.following().slot())
                        .withAutomaticFlush(false)
                        .withStatusInterval(1, TimeUnit.SECONDS)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption(
                                "publication_names",
                                Quote.identifier(session.following().publication()));
        if (session.serverVersion() >= MESSAGES_TOLD * 10_000) {
            builder.withSlotOption("messages", true);
        }
        return builder.start();
    }

    /// Never waits inside of pgjdbc, which answers the server only when it is asked to while it
    /// does: a server before PostgreSQL 15 does not ask in the middle of a transaction.
    private void read(PGReplicationStream from) throws SQLException, InterruptedException {
        while (!session.ended()) {
            ByteBuffer message = from.readPending();
            if (message == null) {
                rest(from);
            } else {
                chunks.add(message);
                gather(from);
            }
        }
    }

    /// The server sends each message by itself, and reading each by itself costs several times what
    /// the message costs. A breath now and then lets them gather.
    private void gather(PGReplicationStream from) throws SQLException, InterruptedException {
        if (++messages % BREATH_AFTER == 0) {
            LockSupport.parkNanos(BREATH_NANOS);
            report(from);
        }
        heard = true;
    }

    /// Nothing is pending. What is in hand leaves at once, unless what left before still waits.
    private void rest(PGReplicationStream from) throws SQLException, InterruptedException {
        if (heard) {
            messageAt = System.nanoTime();
            heard = false;
        }
        long still = System.nanoTime() - messageAt;
        if (!chunks.isEmpty() && (session.idle() || still > PATIENCE_NANOS)) {
            chunks.flush();
        }
        report(from);
        if (chunks.isEmpty() && still > IDLE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /// About once a second: the slot hears what the topic has, the topic hears that nothing
    /// happened, and the server is asked how far it is.
    private void report(PGReplicationStream from) throws SQLException, InterruptedException {
        long now = System.nanoTime();
        if (now - statusAt < STATUS_NANOS) {
            return;
        }
        statusAt = now;
        if (chunks.isEmpty() && chunks.betweenTransactions()) {
            chunks.heartbeat(from.getLastReceiveLSN().asLong());
        }
        answer(from);
    }

    private void answer(PGReplicationStream to) throws SQLException {
        LogSequenceNumber acknowledged = LogSequenceNumber.valueOf(session.acknowledged());
        session.heard(to.getLastReceiveLSN().asLong());
        to.setFlushedLSN(acknowledged);
        to.setAppliedLSN(acknowledged);
        to.forceUpdateStatus();
    }

    private void hand(CapturedChunk chunk) throws SQLException, InterruptedException {
        while (!session.offer(chunk, Duration.ofSeconds(1))) {
            if (session.ended()) {
                throw new InterruptedException("the session has ended");
            }
            PGReplicationStream to = stream;
            if (to != null) {
                answer(to);
                statusAt = System.nanoTime();
            }
        }
    }

    /// Ends reading at once, whatever the server does.
    void abort() {
        session.end();
        Connection opened = connection;
        if (opened != null) {
            try {
                opened.abort(Runnable::run);
            } catch (SQLException e) {
                // It is gone one way or the other.
            }
        }
    }
}
