package io.godwit.cdc.changes;

import io.godwit.common.migration.Lsn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Chunks as records: the positions stand in the headers, as text that any tool can read; the value
/// is the messages.
public final class ChunkRecords {
    private static final String SESSION = "session";
    private static final String NUMBER = "number";
    private static final String AFTER = "after";
    private static final String END = "end";
    private static final String CHANGES = "changes";
    private static final String XID = "xid";
    private static final String COMMITTED = "committed";
    private static final String CAPTURED = "captured";
    private static final String PIECE = "piece";

    private ChunkRecords() {}

    /// The headers in order; times as microseconds since 1970, positions as `lsn#ordinal`.
    public static Map<String, byte[]> headers(Chunk chunk) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        put(headers, SESSION, chunk.session());
        put(headers, NUMBER, Long.toString(chunk.number()));
        put(headers, AFTER, chunk.after().toString());
        put(headers, END, chunk.end().toString());
        put(headers, CHANGES, Integer.toString(chunk.changes()));
        put(headers, XID, Long.toString(chunk.xid()));
        Instant committed = chunk.committed();
        if (committed != null) {
            put(headers, COMMITTED, micros(committed));
        }
        put(headers, CAPTURED, micros(chunk.captured()));
        if (!chunk.whole()) {
            put(headers, PIECE, chunk.piece() + "/" + chunk.pieces());
        }
        return headers;
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(name, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static String micros(Instant at) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    /// @throws IllegalArgumentException if this is no record of a change topic
    public static Chunk read(Headers headers, byte[] messages) {
        String[] piece = optional(headers, PIECE, "0/1").split("/", 2);
        String committed = optional(headers, COMMITTED, "");
        return new Chunk(
                text(headers, SESSION),
                number(headers, NUMBER),
                position(text(headers, AFTER)),
                position(text(headers, END)),
                Math.toIntExact(number(headers, CHANGES)),
                number(headers, XID),
                committed.isEmpty() ? null : instant(Long.parseLong(committed)),
                instant(number(headers, CAPTURED)),
                Integer.parseInt(piece[0]),
                Integer.parseInt(piece[1]),
                messages);
    }

    /// The messages of an uncut chunk, one after the other, without copying.
    public static void forEachMessage(byte[] messages, java.util.function.Consumer<ByteBuffer> to) {
        ByteBuffer all = ByteBuffer.wrap(messages);
        while (all.hasRemaining()) {
            int length = all.getInt();
            to.accept(all.slice(all.position(), length));
            all.position(all.position() + length);
        }
    }

    private static long number(Headers headers, String name) {
        return Long.parseLong(text(headers, name));
    }

    private static String text(Headers headers, String name) {
        String value = value(headers, name);
        if (value == null) {
            throw new IllegalArgumentException("not a chunk of changes: no header " + name);
        }
        return value;
    }

    private static String optional(Headers headers, String name, String otherwise) {
        String value = value(headers, name);
        return value == null ? otherwise : value;
    }

    private static @Nullable String value(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }

    private static Position position(String text) {
        String[] parts = text.split("#", 2);
        long ordinal = parts.length == 2 ? Long.parseLong(parts[1]) : 0;
        return new Position(Lsn.parse(parts[0]).value(), ordinal);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
