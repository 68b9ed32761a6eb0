package io.godwit.cdc.capture;

import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.Position;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes chunks of the messages of one session. Of a message it reads what positions need: its
/// type, the relations' OIDs, `Begin` and `Commit`; all bytes are handed on as they came.
///
/// Transactions without changes are left out, and so are messages outside of transactions
/// (`pg_logical_emit_message(false, …)`): they have no place in the order of commits. For one
/// thread.
final class ChunkBuilder {
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int LENGTH = 4;

    /// @param opening its `Begin` (and `Origin`), until its first change
    private record Transaction(long commitLsn, long xid, Instant committed, List<byte[]> opening) {}

    private final String session;
    private final ChunkLimits limits;
    private final Clock clock;
    private final ChunkSink sink;
    private final RelationDefinitions relations = new RelationDefinitions();

    private byte[] bytes;
    private int size;
    private int changes;
    private long number;
    private Position after;
    private long endLsn;
    private long endOrdinal;
    private long border;
    private @Nullable Transaction transaction;
    private @Nullable Transaction latest;
    private long ordinal;

    /// @param confirmed what the slot had confirmed when the session began
    ChunkBuilder(String session, long confirmed, ChunkLimits limits, Clock clock, ChunkSink sink) {
        this.session = session;
        this.limits = limits;
        this.clock = clock;
        this.sink = sink;
        this.bytes = new byte[limits.full() + LENGTH];
        this.after = Position.border(confirmed);
        this.border = confirmed;
        this.endLsn = confirmed;
    }

    /// @param message as the server sent it; its position and limit stay
    void add(ByteBuffer message) throws SQLException, InterruptedException {
        int start = message.position();
        switch (message.get(start)) {
            case 'B' -> begin(message, start);
            case 'C' -> commit(message, start);
            case 'O' -> origin(message);
            case 'Y' -> relations.addType(message);
            case 'R' -> relations.addRelation(message.getInt(start + 1), message);
            case 'I', 'U', 'D' -> change(message, message.getInt(start + 1));
            case 'T' -> change(message, truncated(message, start));
            case 'M' -> emitted(message, start);
            default ->
                    throw new IllegalStateException(
                            "pgoutput sent a message of the unknown type "
                                    + (char) message.get(start));
        }
    }

    private void begin(ByteBuffer message, int start) {
        List<byte[]> opening = new ArrayList<>(2);
        opening.add(copy(message));
        transaction =
                new Transaction(
                        message.getLong(start + 1),
                        Integer.toUnsignedLong(message.getInt(start + 17)),
                        POSTGRES_EPOCH.plus(message.getLong(start + 9), ChronoUnit.MICROS),
                        opening);
        ordinal = 0;
    }

    private void origin(ByteBuffer message) {
        if (ordinal == 0) {
            current().opening().add(copy(message));
        }
    }

    private void commit(ByteBuffer message, int start) throws SQLException, InterruptedException {
        if (ordinal > 0) {
            append(message);
        }
        border = message.getLong(start + 10);
        transaction = null;
        ordinal = 0;
        endsOnBorder();
        flushIfFull();
    }

    private void emitted(ByteBuffer message, int start) throws SQLException, InterruptedException {
        boolean transactional = (message.get(start + 1) & 1) == 1;
        if (transactional) {
            change(message);
        }
    }

    private static int[] truncated(ByteBuffer message, int start) {
        int[] truncated = new int[message.getInt(start + 1)];
        for (int i = 0; i < truncated.length; i++) {
            truncated[i] = message.getInt(start + 6 + 4 * i);
        }
        return truncated;
    }

    private void change(ByteBuffer message, int... relationsUsed)
            throws SQLException, InterruptedException {
        Transaction current = current();
        int length = message.remaining() + LENGTH;
        if (size > 0 && size + length + preludeLength(relationsUsed) > limits.largest()) {
            flush();
        }
        prelude(current, relationsUsed);
        latest = current;
        if (message.remaining() > limits.largest()) {
            flush();
            ordinal++;
            cut(message, current);
        } else {
            append(message);
            ordinal++;
            changes++;
            endsBehind(current);
            flushIfFull();
        }
    }

    private int preludeLength(int... relationsUsed) {
        int length = 0;
        for (int relation : relationsUsed) {
            length += lengthOf(relations.missing(relation));
        }
        return length + (ordinal == 0 ? lengthOf(current().opening()) : 0);
    }

    private static int lengthOf(List<byte[]> messages) {
        int length = 0;
        for (byte[] message : messages) {
            length += message.length + LENGTH;
        }
        return length;
    }

    /// What the change needs before it: the beginning of its transaction, and what its relations
    /// look like.
    private void prelude(Transaction current, int... relationsUsed) {
        if (ordinal == 0) {
            append(current.opening());
            endsBehind(current);
        }
        for (int relation : relationsUsed) {
            append(relations.missing(relation));
            relations.added(relation);
        }
    }

    /// Behind as many of its changes as were counted.
    private void endsBehind(Transaction current) {
        endLsn = current.commitLsn();
        endOrdinal = ordinal;
    }

    /// The pieces end where they begin, but for the last: half a change is none.
    private void cut(ByteBuffer message, Transaction current)
            throws SQLException, InterruptedException {
        int pieces = Math.ceilDiv(message.remaining(), limits.largest());
        for (int piece = 0; piece < pieces; piece++) {
            int from = message.position() + piece * limits.largest();
            byte[] part = new byte[Math.min(limits.largest(), message.limit() - from)];
            message.get(from, part);
            boolean last = piece == pieces - 1;
            if (last) {
                changes = 1;
                endsBehind(current);
            }
            hand(part, piece, pieces);
        }
        relations.newChunk();
    }

    private Transaction current() {
        if (transaction == null) {
            throw new IllegalStateException("pgoutput sent a change outside of a transaction");
        }
        return transaction;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean betweenTransactions() {
        return transaction == null;
    }

    /// Says that nothing was committed up to this LSN but what was handed on, if that is news.
    void heartbeat(long lsn) throws SQLException, InterruptedException {
        if (!isEmpty() || !betweenTransactions()) {
            throw new IllegalStateException("a heartbeat in the middle of changes");
        }
        if (Long.compareUnsigned(lsn, border) > 0) {
            border = lsn;
        }
        endsOnBorder();
        if (end().compareTo(after) > 0) {
            latest = null;
            hand(new byte[0], 0, 1);
        }
    }

    private void endsOnBorder() {
        endLsn = border;
        endOrdinal = 0;
    }

    private Position end() {
        return new Position(endLsn, endOrdinal);
    }

    /// Hands on what there is.
    void flush() throws SQLException, InterruptedException {
        if (size > 0) {
            byte[] messages = Arrays.copyOf(bytes, size);
            size = 0;
            relations.newChunk();
            hand(messages, 0, 1);
        }
    }

    private void flushIfFull() throws SQLException, InterruptedException {
        if (size >= limits.full()) {
            flush();
        }
    }

    private void hand(byte[] messages, int piece, int pieces)
            throws SQLException, InterruptedException {
        Transaction last = latest;
        Position end = end();
        Chunk chunk =
                new Chunk(
                        session,
                        number++,
                        after,
                        end,
                        changes,
                        last == null ? 0 : last.xid(),
                        last == null ? null : last.committed(),
                        clock.instant(),
                        piece,
                        pieces,
                        messages);
        changes = 0;
        after = end;
        sink.take(new CapturedChunk(chunk, border));
    }

    private void append(ByteBuffer message) {
        int length = message.remaining();
        makeRoom(length);
        putLength(length);
        message.get(message.position(), bytes, size, length);
        size += length;
    }

    private void append(List<byte[]> messages) {
        for (byte[] message : messages) {
            append(ByteBuffer.wrap(message));
        }
    }

    private void makeRoom(int length) {
        if (size + LENGTH + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + LENGTH + length, 2 * bytes.length));
        }
    }

    private void putLength(int length) {
        bytes[size++] = (byte) (length >>> 24);
        bytes[size++] = (byte) (length >>> 16);
        bytes[size++] = (byte) (length >>> 8);
        bytes[size++] = (byte) length;
    }

    private static byte[] copy(ByteBuffer message) {
        byte[] copy = new byte[message.remaining()];
        message.get(message.position(), copy);
        return copy;
    }
}
