package io.godwit.copy.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyDataStreamTest {
    private static final byte[] READY = message('Z', "I".getBytes(ISO_8859_1));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void repacksRowsAndNothingElseHoweverTheBytesArrive(long seed) throws Exception {
        Random random = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(random.nextBoolean() ? new byte[] {'N'} : new byte[0]);
        List<String> others = new ArrayList<>();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int rowCount = 0;
        sent.write(READY);
        for (int i = 0; i < 3000; i++) {
            if (random.nextInt(50) == 0) {
                byte[] body = bytes(random, random.nextInt(100) == 0 ? 300_000 : 20);
                others.add("C" + new String(body, ISO_8859_1));
                sent.write(message('C', body));
            } else {
                byte[] body = bytes(random, random.nextInt(500) == 0 ? 400_000 : 200);
                rows.write(body);
                rowCount++;
                sent.write(message('d', body));
            }
        }
        RowMeter meter = RowMeter.open();
        Received received = receive(sent.toByteArray(), random, meter);

        assertThat(received.others()).as("seed %d", seed).isEqualTo(others);
        assertThat(received.rows()).as("seed %d", seed).isEqualTo(rows.toByteArray());
        assertThat(received.largest()).isLessThanOrEqualTo(CopyDataStream.PIECE);
        assertThat(meter.rows()).isEqualTo(rowCount);
        meter.close();
    }

    @Test
    void joinsSmallRows() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(READY);
        for (int i = 0; i < 10_000; i++) {
            sent.write(message('d', new byte[10]));
        }
        try (RowMeter meter = RowMeter.open()) {
            Received received = receive(sent.toByteArray(), null, meter);

            assertThat(received.pieces()).isLessThan(10);
            assertThat(received.rows()).hasSize(100_000);
        }
    }

    @Test
    void leavesEncryptedBytesAlone() throws Exception {
        for (char answer : new char[] {'S', 'G'}) {
            byte[] sent = bytes(new Random(7), 5000);
            sent[0] = (byte) answer;
            sent[1] = 'd';
            try (RowMeter meter = RowMeter.open();
                    InputStream stream = new CopyDataStream(new Wire(sent, null), meter)) {
                assertThat(stream.readAllBytes()).isEqualTo(sent);
                assertThat(meter.rows()).isZero();
            }
        }
    }

    @Test
    void goesOnAfterATimeout() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(READY);
        sent.write(message('d', new byte[100]));
        Wire wire = new Wire(sent.toByteArray(), null);
        try (RowMeter meter = RowMeter.open();
                InputStream stream = new CopyDataStream(wire, meter)) {
            assertThat(stream.readNBytes(READY.length)).isEqualTo(READY);
            wire.timeOutAt(READY.length);
            assertThat(stream.readNBytes(50)).hasSize(50);
            assertThat(stream.readNBytes(55)).hasSize(55);
            wire.timeOutNext();
            assertThatThrownBy(stream::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    private record Received(List<String> others, byte[] rows, int pieces, int largest) {}

    private static Received receive(byte[] sent, Random random, RowMeter meter) throws IOException {
        List<String> others = new ArrayList<>();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int pieces = 0;
        int largest = 0;
        boolean started = false;
        DataInputStream in = new DataInputStream(new CopyDataStream(new Wire(sent, random), meter));
        while (true) {
            try {
                int type = in.readUnsignedByte();
                if (!started && type == 'N') {
                    continue;
                }
                byte[] body = new byte[in.readInt() - 4];
                in.readFully(body);
                if (type == 'd') {
                    rows.write(body);
                    pieces++;
                    largest = Math.max(largest, body.length);
                } else if (started) {
                    others.add((char) type + new String(body, ISO_8859_1));
                }
                started = true;
            } catch (EOFException e) {
                return new Received(others, rows.toByteArray(), pieces, largest);
            }
        }
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] message(char type, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /// Gives as little at a time as the random numbers say, or all there is.
    private static final class Wire extends InputStream {
        private final byte[] bytes;
        private final Random random;
        private int at;
        private boolean timeOut;

        Wire(byte[] bytes, Random random) {
            this.bytes = bytes;
            this.random = random;
        }

        void timeOutNext() {
            timeOut = true;
        }

        void timeOutAt(int position) {
            assertThat(at).isGreaterThanOrEqualTo(position);
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (timeOut) {
                timeOut = false;
                throw new SocketTimeoutException();
            }
            if (at == bytes.length) {
                return -1;
            }
            int most = Math.min(length, bytes.length - at);
            int count = random == null ? most : Math.min(most, 1 + random.nextInt(limit(random)));
            System.arraycopy(bytes, at, to, offset, count);
            at += count;
            return count;
        }

        private static int limit(Random random) {
            return random.nextInt(10) == 0 ? 200_000 : 2_000;
        }
    }
}
