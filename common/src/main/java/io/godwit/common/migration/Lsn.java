package io.godwit.common.migration;

/// A place in a server's WAL. Facts, telemetry and the headers of change topics carry it as
/// PostgreSQL prints it: two hexadecimal halves, without leading zeros, as in `16/B374D848`.
///
/// @param value its 64 bits, unsigned
public record Lsn(long value) implements Comparable<Lsn> {
    /// @throws IllegalArgumentException if the text is no LSN
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not an LSN: " + text);
        }
        return new Lsn(half(text, 0, slash) << 32 | half(text, slash + 1, text.length()));
    }

    private static long half(String text, int from, int to) {
        return Integer.toUnsignedLong(Integer.parseUnsignedInt(text, from, to, 16));
    }

    /// The bytes of WAL between an earlier place and this one; negative if the other is later.
    public long bytesSince(Lsn earlier) {
        return value - earlier.value;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted((int) (value >>> 32), (int) value);
    }
}
