package io.godwit.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.ChunkRecords;
import io.godwit.cdc.changes.Position;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkBuilderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int LARGEST = 200;

    private final List<CapturedChunk> captured = new ArrayList<>();
    private final ChunkBuilder builder =
            new ChunkBuilder(
                    "s",
                    100,
                    new ChunkLimits(100, LARGEST),
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    captured::add);

    private static ByteBuffer message(int size) {
        return ByteBuffer.allocate(size);
    }

    private void begin(long commitLsn, int xid) throws Exception {
        add(message(21).put((byte) 'B').putLong(commitLsn).putLong(1_000_000).putInt(xid));
    }

    private void commit(long commitLsn, long endLsn) throws Exception {
        add(
                message(26)
                        .put((byte) 'C')
                        .put((byte) 0)
                        .putLong(commitLsn)
                        .putLong(endLsn)
                        .putLong(1_000_000));
    }

    private void relation(int oid, int version) throws Exception {
        add(message(9).put((byte) 'R').putInt(oid).putInt(version));
    }

    private void insert(int oid, int size) throws Exception {
        add(message(size).put((byte) 'I').putInt(oid).position(size));
    }

    private void add(ByteBuffer message) throws Exception {
        builder.add(message.flip());
    }

    private List<Chunk> chunks() {
        return captured.stream().map(CapturedChunk::chunk).toList();
    }

    private static String types(Chunk chunk) {
        StringBuilder types = new StringBuilder();
        ChunkRecords.forEachMessage(
                chunk.messages(), message -> types.append((char) message.get(0)));
        return types.toString();
    }

    @Test
    void aTransactionIsOneChunkThatEndsOnABorder() throws Exception {
        begin(200, 7);
        relation(1, 1);
        insert(1, 10);
        insert(1, 10);
        commit(200, 250);
        builder.flush();
        assertThat(chunks()).hasSize(1);
        Chunk chunk = chunks().getFirst();
        assertThat(types(chunk)).isEqualTo("BRIIC");
        assertThat(chunk.after()).isEqualTo(Position.border(100));
        assertThat(chunk.end()).isEqualTo(Position.border(250));
        assertThat(chunk.changes()).isEqualTo(2);
        assertThat(chunk.xid()).isEqualTo(7);
        assertThat(chunk.committed()).isEqualTo(Instant.parse("2000-01-01T00:00:01Z"));
        assertThat(chunk.captured()).isEqualTo(NOW);
        assertThat(captured.getFirst().border()).isEqualTo(250);
    }

    @Test
    void eachChunkHasTheRelationsThatItsChangesNeed() throws Exception {
        relation(1, 1);
        relation(2, 1);
        for (int i = 0; i < 3; i++) {
            begin(200 + 100 * i, i);
            insert(1, 10);
            insert(1, 10);
            insert(2, 10);
            commit(200 + 100 * i, 250 + 100 * i);
        }
        builder.flush();
        assertThat(chunks().stream().map(ChunkBuilderTest::types))
                .containsExactly("BRIIRIC", "BRIIRIC", "BRIIRIC");
    }

    @Test
    void aRelationThatChangedIsToldAgainInTheSameChunk() throws Exception {
        begin(200, 1);
        relation(1, 1);
        insert(1, 6);
        relation(1, 2);
        insert(1, 6);
        builder.flush();
        assertThat(types(chunks().getFirst())).isEqualTo("BRIRI");
    }

    @Test
    void aChunkInTheMiddleOfATransactionEndsAtItsLastChange() throws Exception {
        begin(200, 1);
        insert(1, 90);
        insert(1, 90);
        commit(200, 250);
        builder.flush();
        assertThat(chunks())
                .extracting(Chunk::end)
                .containsExactly(new Position(200, 1), Position.border(250));
        assertThat(captured).extracting(CapturedChunk::border).containsExactly(100L, 250L);
        assertChained();
    }

    @Test
    void transactionsWithoutChangesAreLeftOut() throws Exception {
        begin(200, 1);
        commit(200, 250);
        builder.flush();
        assertThat(captured).isEmpty();
        builder.heartbeat(0);
        assertThat(chunks().getFirst().end()).isEqualTo(Position.border(250));
        assertThat(chunks().getFirst().messages()).isEmpty();
        builder.heartbeat(250);
        assertThat(captured).hasSize(1);
    }

    @Test
    void aMessageThatIsTooLargeTravelsInPieces() throws Exception {
        begin(200, 1);
        relation(1, 1);
        insert(1, 450);
        insert(1, 10);
        commit(200, 250);
        builder.flush();
        assertThat(chunks()).extracting(Chunk::pieces).containsExactly(1, 3, 3, 3, 1);
        assertThat(chunks()).extracting(Chunk::piece).containsExactly(0, 0, 1, 2, 0);
        assertThat(chunks()).extracting(Chunk::changes).containsExactly(0, 0, 0, 1, 1);
        assertThat(types(chunks().getFirst())).isEqualTo("BR");
        assertThat(types(chunks().getLast())).isEqualTo("RIC");
        assertThat(chunks().get(2).end()).isEqualTo(Position.border(200));
        assertThat(chunks().get(3).end()).isEqualTo(new Position(200, 1));
        assertThat(chunks().subList(1, 4).stream().mapToInt(c -> c.messages().length).sum())
                .isEqualTo(450);
        assertThat(chunks()).allMatch(chunk -> chunk.messages().length <= LARGEST);
        assertChained();
    }

    @Test
    void messagesOutsideOfTransactionsAreLeftOutAndThoseInsideCount() throws Exception {
        add(message(20).put((byte) 'M').put((byte) 0).position(20));
        begin(200, 1);
        add(message(20).put((byte) 'M').put((byte) 1).position(20));
        commit(200, 250);
        builder.flush();
        assertThat(types(chunks().getFirst())).isEqualTo("BMC");
        assertThat(chunks().getFirst().changes()).isEqualTo(1);
    }

    @Test
    void aTruncateNeedsAllItsRelations() throws Exception {
        relation(1, 1);
        relation(2, 1);
        begin(200, 1);
        add(message(14).put((byte) 'T').putInt(2).put((byte) 0).putInt(1).putInt(2));
        builder.flush();
        assertThat(types(chunks().getFirst())).isEqualTo("BRRT");
    }

    @Test
    void typesTravelWithTheRelationThatTheyCameBefore() throws Exception {
        add(message(9).put((byte) 'Y').position(9));
        relation(1, 1);
        relation(2, 1);
        begin(200, 1);
        insert(2, 10);
        insert(1, 10);
        builder.flush();
        assertThat(types(chunks().getFirst())).isEqualTo("BRIYRI");
    }

    @Test
    void anUnknownMessageStopsCapture() {
        assertThatThrownBy(() -> add(message(5).put((byte) 'Z').position(5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Z");
    }

    private void assertChained() {
        Position end = Position.border(100);
        for (Chunk chunk : chunks()) {
            assertThat(chunk.after()).isEqualTo(end);
            end = chunk.end();
        }
    }
}
