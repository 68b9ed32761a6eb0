package io.godwit.copy.rows;

import java.io.IOException;
import java.io.InputStream;

/// What a server sends, with the rows of a COPY packed anew. A server sends each row as a message
/// (`CopyData`) of its own; where messages follow one another, this stream joins small ones and
/// splits large ones, so that the reader gets pieces of up to 64 kB whatever a row's size is. All
/// other messages pass as they are. pgjdbc reads such a piece as if it were one row.
///
/// Follows the protocol from the connection's first byte: once the server agrees to encrypt, its
/// bytes mean nothing here and pass untouched.
///
/// Used by the one thread that uses the connection.
final class CopyDataStream extends InputStream {
    static final int PIECE = 64 * 1024;
    private static final int HEADER = 5;
    private static final int READ_AT_ONCE = 128 * 1024;

    private final InputStream wire;
    private final RowMeter meter;
    private final byte[] in = new byte[READ_AT_ONCE];
    private int inAt;
    private int inEnd;
    private final byte[] out = new byte[HEADER + PIECE];
    private int outAt;
    private int outEnd;
    private State state;

    /// Of the message's body that is under way.
    private long remaining;

    private boolean rowData;

    private enum State {
        /// The server answers the request to encrypt with one byte, if there was such a request.
        STARTING,
        MESSAGES,
        ENCRYPTED
    }

    CopyDataStream(InputStream wire, RowMeter meter) {
        this(wire, meter, State.STARTING);
    }

    private CopyDataStream(InputStream wire, RowMeter meter, State state) {
        this.wire = wire;
        this.meter = meter;
        this.state = state;
    }

    /// For a stream that has messages from its first byte on: what comes out of an encryption.
    static CopyDataStream ofMessages(InputStream wire, RowMeter meter) {
        return new CopyDataStream(wire, meter, State.MESSAGES);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (outAt == outEnd && !fill()) {
            return state == State.ENCRYPTED ? wire.read(to, offset, length) : -1;
        }
        int count = Math.min(length, outEnd - outAt);
        System.arraycopy(out, outAt, to, offset, count);
        outAt += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return outEnd - outAt + inEnd - inAt + wire.available();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    /// Puts something to read into `out`.
    ///
    /// @return false at the end of the input, or if `out` is not used any more
    private boolean fill() throws IOException {
        outAt = 0;
        outEnd = 0;
        return switch (state) {
            case STARTING -> start();
            case MESSAGES -> next();
            case ENCRYPTED -> false;
        };
    }

    /// Reads no further than the one byte, as what follows it may be encrypted.
    private boolean start() throws IOException {
        int first = wire.read();
        if (first < 0) {
            return false;
        }
        switch (first) {
            case 'S', 'G' -> {
                state = State.ENCRYPTED;
                out[outEnd++] = (byte) first;
            }
            case 'N' -> out[outEnd++] = (byte) first;
            default -> {
                state = State.MESSAGES;
                in[0] = (byte) first;
                inEnd = 1;
                return next();
            }
        }
        return true;
    }

    private boolean next() throws IOException {
        if (remaining == 0 && !header()) {
            return false;
        }
        if (rowData) {
            return rows();
        }
        return other();
    }

    /// Reads the next message's type and length.
    private boolean header() throws IOException {
        while (inEnd - inAt < HEADER) {
            if (!receive()) {
                return false;
            }
        }
        takeHeader();
        if (!rowData) {
            System.arraycopy(in, inAt - HEADER, out, 0, HEADER);
            outEnd = HEADER;
        }
        return true;
    }

    private void takeHeader() throws IOException {
        rowData = in[inAt] == 'd';
        remaining = (length(inAt + 1) & 0xffffffffL) - 4;
        inAt += HEADER;
        if (rowData) {
            meter.add(1);
        }
    }

    private int length(int at) {
        return ((in[at] & 0xff) << 24)
                | ((in[at + 1] & 0xff) << 16)
                | ((in[at + 2] & 0xff) << 8)
                | (in[at + 3] & 0xff);
    }

    private boolean other() throws IOException {
        if (outEnd == 0 && inAt == inEnd && !receive()) {
            return false;
        }
        move();
        return true;
    }

    /// Packs as many rows, or as much of a row, as are here and fit. At the first one, and only
    /// then, it waits for the server.
    private boolean rows() throws IOException {
        if (inAt == inEnd && remaining > 0 && !receive()) {
            return false;
        }
        outEnd = HEADER;
        move();
        while (remaining == 0 && outEnd < out.length && rowFollows()) {
            takeHeader();
            move();
        }
        putHeader();
        return true;
    }

    private boolean rowFollows() {
        return inEnd - inAt >= HEADER && in[inAt] == 'd';
    }

    private void putHeader() {
        int length = outEnd - HEADER + 4;
        out[0] = 'd';
        out[1] = (byte) (length >>> 24);
        out[2] = (byte) (length >>> 16);
        out[3] = (byte) (length >>> 8);
        out[4] = (byte) length;
    }

    private void move() {
        int count = (int) Math.min(remaining, Math.min(inEnd - inAt, out.length - outEnd));
        System.arraycopy(in, inAt, out, outEnd, count);
        inAt += count;
        outEnd += count;
        remaining -= count;
    }

    /// Waits for more from the server. Changes nothing if that times out.
    private boolean receive() throws IOException {
        if (inAt > 0) {
            System.arraycopy(in, inAt, in, 0, inEnd - inAt);
            inEnd -= inAt;
            inAt = 0;
        }
        int count = wire.read(in, inEnd, in.length - inEnd);
        if (count > 0) {
            inEnd += count;
        }
        return count > 0;
    }
}
