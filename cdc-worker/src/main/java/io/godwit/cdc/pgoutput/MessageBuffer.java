package io.godwit.cdc.pgoutput;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The fields of a message, one after the other.
final class MessageBuffer {
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final byte[] array;
    private final ByteBuffer in;

    /// @param message with an array; from its position to its limit
    MessageBuffer(ByteBuffer message) {
        this.array = message.array();
        this.in =
                ByteBuffer.wrap(
                        array, message.arrayOffset() + message.position(), message.remaining());
    }

    byte[] array() {
        return array;
    }

    /// In [#array].
    int position() {
        return in.position();
    }

    boolean hasRemaining() {
        return in.hasRemaining();
    }

    void skip(int bytes) {
        in.position(in.position() + bytes);
    }

    byte octet() {
        return in.get();
    }

    char character() {
        return (char) (in.get() & 0xff);
    }

    int unsignedShort() {
        return in.getShort() & 0xffff;
    }

    int integer() {
        return in.getInt();
    }

    long unsigned() {
        return in.getInt() & 0xffff_ffffL;
    }

    long lsn() {
        return in.getLong();
    }

    int length() {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedMessageException("a length of " + length);
        }
        return length;
    }

    byte[] content() {
        byte[] content = new byte[length()];
        in.get(content);
        return content;
    }

    Instant time() {
        return POSTGRES_EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
    }

    String text() {
        int from = in.position();
        while (in.get() != 0) {
            // to its end
        }
        return new String(array, from, in.position() - 1 - from, StandardCharsets.UTF_8);
    }
}
