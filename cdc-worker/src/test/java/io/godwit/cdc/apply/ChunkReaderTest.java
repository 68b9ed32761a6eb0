package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.Position;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.Visible;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The chain rule, on markers: transaction n has commit LSN 100 n, ends at 100 n + 10, and its
/// changes are messages; the last one of a transaction is its marker.
class ChunkReaderTest {
    private final List<String> met = new ArrayList<>();
    private ChunkReader reader = reader(0, "", "1:1:");
    private long offset;

    private ChunkReader reader(long bookmark, String session, String visible) {
        return new ChunkReader(
                new Chain(Position.border(bookmark), session),
                Copied.under(Visible.parse(visible)),
                new Relations(null),
                new Changes() {
                    @Override
                    public void begin(long commitLsn) {
                        met.add("begin " + commitLsn);
                    }

                    @Override
                    public void row(RowChange change) {
                        throw new AssertionError("there are no rows");
                    }

                    @Override
                    public void truncate(Section.Truncation truncation) {
                        throw new AssertionError("there are no rows");
                    }

                    @Override
                    public void reach(Progress border) {
                        Marker marker = border.marker();
                        met.add(
                                "reach %d at %d%s"
                                        .formatted(
                                                border.lsn(),
                                                border.offset(),
                                                marker == null
                                                        ? ""
                                                        : " marker " + marker.number()));
                    }
                });
    }

    private static final class Messages {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Messages add(Writing writing) {
            try {
                ByteArrayOutputStream one = new ByteArrayOutputStream();
                writing.to(new DataOutputStream(one));
                DataOutputStream all = new DataOutputStream(bytes);
                all.writeInt(one.size());
                all.write(one.toByteArray());
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private interface Writing {
            void to(DataOutputStream out) throws IOException;
        }

        Messages begin(int n) {
            return add(out -> {
                out.writeByte('B');
                out.writeLong(100L * n);
                out.writeLong(0);
                out.writeInt(n);
            });
        }

        Messages marker(int number) {
            return add(out -> {
                out.writeByte('M');
                out.writeByte(1);
                out.writeLong(1);
                out.write("godwit\0".getBytes(StandardCharsets.UTF_8));
                byte[] content = ("i/" + number).getBytes(StandardCharsets.UTF_8);
                out.writeInt(content.length);
                out.write(content);
            });
        }

        Messages commit(int n) {
            return add(out -> {
                out.writeByte('C');
                out.writeByte(0);
                out.writeLong(100L * n);
                out.writeLong(100L * n + 10);
                out.writeLong(0);
            });
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    private static Messages messages() {
        return new Messages();
    }

    private boolean chunk(
            String session, long number, Position after, Position end, Messages what) {
        return reader.read(
                offset++,
                new Chunk(
                        session,
                        number,
                        after,
                        end,
                        0,
                        0,
                        null,
                        Instant.EPOCH,
                        0,
                        1,
                        what.bytes()));
    }

    private static Position border(long lsn) {
        return Position.border(lsn);
    }

    private static Messages transaction(int n, int... markers) {
        Messages all = messages().begin(n);
        for (int marker : markers) {
            all.marker(marker);
        }
        return all.commit(n);
    }

    @Test
    void transactionsComeOnceThoughANewSessionRepeatsThem() {
        chunk("a", 0, border(50), border(110), transaction(1, 1));
        chunk("a", 1, border(110), new Position(200, 2), messages().begin(2).marker(1).marker(2));
        chunk(
                "b",
                0,
                border(50),
                new Position(200, 3),
                transaction(1, 1).begin(2).marker(1).marker(2).marker(3));
        boolean straggler =
                chunk(
                        "a",
                        2,
                        new Position(200, 2),
                        border(210),
                        messages().marker(3).marker(4).commit(2));
        chunk("b", 1, new Position(200, 3), border(210), messages().marker(4).commit(2));
        assertThat(straggler).isTrue();
        assertThat(met)
                .containsExactly(
                        "begin 100",
                        "reach 110 at 1 marker 1",
                        "begin 200",
                        "reach 210 at 4 marker 4");
    }

    @Test
    void aStragglerBehindAGapIsIgnoredAndAGapOfTheSessionIsNot() {
        chunk("a", 0, border(50), border(110), transaction(1, 1));
        assertThat(chunk("z", 7, border(500), border(610), transaction(6, 6))).isFalse();
        chunk("b", 0, border(50), border(210), transaction(1, 1).begin(2).marker(2).commit(2));
        assertThat(met).last().isEqualTo("reach 210 at 3 marker 2");
        assertThatThrownBy(() -> chunk("b", 2, border(310), border(410), transaction(4, 4)))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("CHANGES_MISSING");
    }

    @Test
    void aNewSessionThatBeginsBehindWhatWasReadIsAGap() {
        chunk("a", 0, border(50), border(110), transaction(1, 1));
        assertThatThrownBy(() -> chunk("b", 0, border(200), border(310), transaction(3, 3)))
                .hasMessageContaining("CHANGES_MISSING");
    }

    @Test
    void theTopicBeginsWithTheFirstChunkOfASession() {
        assertThatThrownBy(() -> chunk("a", 1, border(110), border(210), transaction(2, 2)))
                .hasMessageContaining("CHANGES_MISSING");
    }

    @Test
    void aBookmarkWithinAChunkLeavesOutWhatLiesBefore() {
        reader = reader(110, "a", "1:1:");
        offset = 5;
        chunk("a", 3, border(50), border(210), transaction(1, 1).begin(2).marker(2).commit(2));
        assertThat(met).containsExactly("begin 200", "reach 210 at 6 marker 2");
    }

    @Test
    void whatTheSnapshotSeesIsLeftOut() {
        reader = reader(0, "", "2:5:3");
        chunk(
                "a",
                0,
                border(50),
                border(510),
                transaction(1, 1)
                        .begin(2)
                        .marker(2)
                        .commit(2)
                        .begin(3)
                        .marker(3)
                        .commit(3)
                        .begin(4)
                        .marker(4)
                        .commit(4)
                        .begin(5)
                        .marker(5)
                        .commit(5));
        assertThat(met)
                .containsExactly(
                        "reach 110 at 0",
                        "reach 210 at 0",
                        "begin 300",
                        "reach 310 at 0 marker 3",
                        "reach 410 at 0",
                        "begin 500",
                        "reach 510 at 1 marker 5");
    }

    @Test
    void transactionIdsGoRoundAtThirtyTwoBits() {
        Visible visible = Visible.parse("4294967290:4294967300:4294967295,4294967298");
        assertThat(visible.sees(4294967289L)).isTrue();
        assertThat(visible.sees(4294967295L)).isFalse();
        assertThat(visible.sees(4294967294L)).isTrue();
        assertThat(visible.sees(1)).isTrue();
        assertThat(visible.sees(2)).isFalse();
        assertThat(visible.sees(4)).isFalse();
        assertThat(visible.sees(2_000_000_000)).isFalse();
    }

    @Test
    void aHeartbeatMovesTheBorder() {
        chunk("a", 0, border(50), border(70), messages());
        chunk("a", 1, border(70), border(90), messages());
        assertThat(met).containsExactly("reach 70 at 1", "reach 90 at 2");
    }

    @Test
    void aChunkThatEndsElsewhereThanItSaysIsAFault() {
        assertThatThrownBy(() ->
                        chunk(
                                "a",
                                0,
                                border(50),
                                new Position(100, 2),
                                messages().begin(1).marker(1)))
                .hasMessageContaining("INTERNAL_ERROR");
    }
}
