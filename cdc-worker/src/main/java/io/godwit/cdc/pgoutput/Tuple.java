package io.godwit.cdc.pgoutput;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The columns of a row: null, not sent because an UPDATE left a TOASTed value unchanged, or the
/// text that the server printed, as a slice of the message's bytes.
public final class Tuple {
    private static final int NULL = -1;
    private static final int UNCHANGED = -2;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;

    /// Where each column's text starts, and behind it, its length. One array: rows wait in memory
    /// by tens of thousands.
    private final int[] places;

    private Tuple(byte[] bytes, int[] places) {
        this.bytes = bytes;
        this.places = places;
    }

    public int size() {
        return places.length / 2;
    }

    public boolean isNull(int column) {
        return length(column) == NULL;
    }

    public boolean isUnchanged(int column) {
        return length(column) == UNCHANGED;
    }

    public boolean hasText(int column) {
        return length(column) >= 0;
    }

    public boolean hasUnchanged() {
        for (int i = 0; i < size(); i++) {
            if (isUnchanged(i)) {
                return true;
            }
        }
        return false;
    }

    /// The array that the texts lie in; not to be written to.
    public byte[] bytes() {
        return bytes;
    }

    public int start(int column) {
        return places[2 * column];
    }

    /// Of the text in bytes; negative if there is none.
    public int length(int column) {
        return places[2 * column + 1];
    }

    /// How many bytes all texts have.
    public long weight() {
        long weight = 0;
        for (int i = 0; i < size(); i++) {
            weight += Math.max(length(i), 0);
        }
        return weight;
    }

    /// @throws MalformedMessageException if the bytes are no UTF-8, as those of a database without
    ///   an encoding may be: they would not come out as they went in
    public @Nullable String text(int column) {
        String text = display(column);
        if (text != null && text.indexOf(REPLACEMENT) >= 0 && !prints(text, column)) {
            throw new MalformedMessageException("a value that is not UTF-8");
        }
        return text;
    }

    private boolean prints(String text, int column) {
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(
                again, 0, again.length, bytes, start(column), start(column) + length(column));
    }

    /// For people.
    public @Nullable String display(int column) {
        return hasText(column)
                ? new String(bytes, start(column), length(column), StandardCharsets.UTF_8)
                : null;
    }

    /// This row, with the values of an older state of it where this one has none.
    public Tuple over(Tuple older) {
        Builder merged = new Builder(size());
        for (int i = 0; i < size(); i++) {
            merged.take(isUnchanged(i) ? older : this, i);
        }
        return merged.build();
    }

    /// Of this row only some columns; all others count as not sent.
    public Tuple unchangedBut(int[] columns) {
        int[] kept = places.clone();
        for (int i = 0; i < size(); i++) {
            kept[2 * i + 1] = UNCHANGED;
        }
        for (int column : columns) {
            kept[2 * column + 1] = length(column);
        }
        return new Tuple(bytes, kept);
    }

    /// Copies values together.
    private static final class Builder {
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        private final int[] places;

        Builder(int size) {
            this.places = new int[2 * size];
        }

        void take(Tuple from, int column) {
            places[2 * column] = bytes.size();
            places[2 * column + 1] = from.length(column);
            if (from.hasText(column)) {
                bytes.write(from.bytes, from.start(column), from.length(column));
            }
        }

        Tuple build() {
            return new Tuple(bytes.toByteArray(), places);
        }
    }

    static Tuple read(MessageBuffer in) {
        int[] places = new int[2 * in.unsignedShort()];
        for (int i = 0; i < places.length; i += 2) {
            int length = length(in);
            places[i] = in.position();
            places[i + 1] = length;
            in.skip(Math.max(length, 0));
        }
        return new Tuple(in.array(), places);
    }

    private static int length(MessageBuffer in) {
        char kind = in.character();
        return switch (kind) {
            case 'n' -> NULL;
            case 'u' -> UNCHANGED;
            case 't' -> in.length();
            default -> throw new MalformedMessageException("a value of kind '" + kind + "'");
        };
    }
}
