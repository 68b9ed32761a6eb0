package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes rows into a COPY in its text form, escaping and nothing else.
final class CopyText {
    private static final int FULL = 64 << 10;

    private final CopyIn copy;
    private byte[] buffer;
    private int length;

    private CopyText(CopyIn copy, byte[] buffer) {
        this.copy = copy;
        this.buffer = buffer;
    }

    static CopyText begin(Connection connection, String sql) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        return new CopyText(copy, new byte[2 * FULL]);
    }

    void row(Tuple tuple, int[] columns) throws SQLException {
        boolean first = true;
        for (int column : columns) {
            if (!first) {
                put((byte) '\t');
            }
            first = false;
            value(tuple, column);
        }
        put((byte) '\n');
        if (length >= FULL) {
            flush();
        }
    }

    private void value(Tuple tuple, int column) throws SQLException {
        if (!tuple.hasText(column)) {
            put((byte) '\\');
            put((byte) 'N');
            return;
        }
        int end = tuple.start(column) + tuple.length(column);
        for (int from = tuple.start(column); from < end; from += FULL) {
            escape(tuple.bytes(), from, Math.min(from + FULL, end));
        }
    }

    private void escape(byte[] from, int start, int end) throws SQLException {
        if (length >= FULL) {
            flush();
        }
        reserve(2 * (end - start));
        byte[] to = buffer;
        int at = length;
        for (int i = start; i < end; i++) {
            byte next = from[i];
            if (next < ' ' || next == '\\') {
                byte escaped = escape(next);
                if (escaped != 0) {
                    to[at++] = '\\';
                    next = escaped;
                }
            }
            to[at++] = next;
        }
        length = at;
    }

    /// What follows the backslash; 0 if the byte stands for itself.
    private static byte escape(byte value) {
        return switch (value) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
    }

    private void put(byte value) {
        reserve(1);
        buffer[length++] = value;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    /// @return how many rows the server took
    long end() throws SQLException {
        if (length > 0) {
            flush();
        }
        return copy.endCopy();
    }
}
