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
    private final int[] starts;
    private final int[] lengths;

    private Tuple(byte[] bytes, int[] starts, int[] lengths) {
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
    }

    public int size() {
        return lengths.length;
    }

    public boolean isNull(int column) {
        return lengths[column] == NULL;
    }

    public boolean isUnchanged(int column) {
        return lengths[column] == UNCHANGED;
    }

    public boolean hasText(int column) {
        return lengths[column] >= 0;
    }

    public boolean hasUnchanged() {
        for (int length : lengths) {
            if (length == UNCHANGED) {
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
        return starts[column];
    }

    /// Of the text in bytes; negative if there is none.
    public int length(int column) {
        return lengths[column];
    }

    /// How many bytes all texts have.
    public long weight() {
        long weight = 0;
        for (int length : lengths) {
            weight += Math.max(length, 0);
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
                again, 0, again.length, bytes, starts[column], starts[column] + lengths[column]);
    }

    /// For people.
    public @Nullable String display(int column) {
        return hasText(column)
                ? new String(bytes, starts[column], lengths[column], StandardCharsets.UTF_8)
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
        int[] kept = new int[size()];
        Arrays.fill(kept, UNCHANGED);
        for (int column : columns) {
            kept[column] = lengths[column];
        }
        return new Tuple(bytes, starts, kept);
    }

    /// Copies values together.
    private static final class Builder {
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        private final int[] starts;
        private final int[] lengths;

        Builder(int size) {
            this.starts = new int[size];
            this.lengths = new int[size];
        }

        void take(Tuple from, int column) {
            starts[column] = bytes.size();
            lengths[column] = from.lengths[column];
            if (from.hasText(column)) {
                bytes.write(from.bytes, from.starts[column], from.lengths[column]);
            }
        }

        Tuple build() {
            return new Tuple(bytes.toByteArray(), starts, lengths);
        }
    }

    static Tuple read(MessageBuffer in) {
        int size = in.unsignedShort();
        int[] starts = new int[size];
        int[] lengths = new int[size];
        for (int i = 0; i < size; i++) {
            lengths[i] = length(in);
            starts[i] = in.position();
            in.skip(Math.max(lengths[i], 0));
        }
        return new Tuple(in.array(), starts, lengths);
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
