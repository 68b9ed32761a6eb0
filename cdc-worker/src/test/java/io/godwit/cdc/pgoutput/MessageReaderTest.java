package io.godwit.cdc.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cdc.pgoutput.Message.Begin;
import io.godwit.cdc.pgoutput.Message.Column;
import io.godwit.cdc.pgoutput.Message.Commit;
import io.godwit.cdc.pgoutput.Message.Delete;
import io.godwit.cdc.pgoutput.Message.Insert;
import io.godwit.cdc.pgoutput.Message.Logical;
import io.godwit.cdc.pgoutput.Message.Origin;
import io.godwit.cdc.pgoutput.Message.Relation;
import io.godwit.cdc.pgoutput.Message.Truncate;
import io.godwit.cdc.pgoutput.Message.Update;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden bytes of each message, as the protocol's description lays them out.
class MessageReaderTest {
    /// 2000-01-01 and one microsecond.
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00.000001Z");

    /// Not at the beginning of its array, as in a chunk.
    private static Message read(String... hex) {
        byte[] message = HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
        byte[] chunk = new byte[message.length + 11];
        System.arraycopy(message, 0, chunk, 7, message.length);
        return MessageReader.read(ByteBuffer.wrap(chunk).slice(7, message.length));
    }

    @Test
    void begin() {
        assertThat(read("42", "ffffffff 00000010", "00000000 00000001", "fffffffe"))
                .isEqualTo(new Begin(0xffffffff00000010L, FIRST, 0xfffffffeL));
    }

    @Test
    void commit() {
        assertThat(read("43", "00", "00000001 00000010", "00000001 00000040", "0000000000000001"))
                .isEqualTo(new Commit(0x100000010L, 0x100000040L, FIRST));
    }

    @Test
    void origin() {
        assertThat(read("4f", "0000000000000005", "6ec3bc00")).isEqualTo(new Origin(5, "nü"));
    }

    @Test
    void relation() {
        assertThat(
                        read(
                                "52 ffffffff 7300 7400 66 0002",
                                "01 696400 00000017 ffffffff",
                                "00 2263223b00 00000413 0000000e"))
                .isEqualTo(
                        new Relation(
                                0xffffffffL,
                                "s",
                                "t",
                                'f',
                                List.of(
                                        new Column(true, "id", 23, -1),
                                        new Column(false, "\"c\";", 1043, 14))));
    }

    @Test
    void aRelationOfPgCatalogHasAnEmptySchemaOnTheWire() {
        assertThat(read("52 00000001 00 7400 64 0000"))
                .isEqualTo(new Relation(1, "pg_catalog", "t", 'd', List.of()));
    }

    @Test
    void type() {
        assertThat(read("59 00004001 6f646400 4d6f6f6400"))
                .isEqualTo(new Message.Type(0x4001, "odd", "Mood"));
    }

    @Test
    void insert() {
        Insert insert =
                (Insert)
                        read(
                                "49 00000007 4e 0004",
                                "74 00000003 31e282",
                                "6e",
                                "74 00000000",
                                "75");
        assertThat(insert.relation()).isEqualTo(7);
        Tuple row = insert.row();
        assertThat(row.size()).isEqualTo(4);
        assertThat(row.length(0)).isEqualTo(3);
        assertThat(row.bytes()[row.start(0)]).isEqualTo((byte) '1');
        assertThat(row.isNull(1)).isTrue();
        assertThat(row.text(2)).isEmpty();
        assertThat(row.isUnchanged(3)).isTrue();
        assertThat(row.text(3)).isNull();
        assertThat(row.hasUnchanged()).isTrue();
        assertThat(row.weight()).isEqualTo(3);
    }

    @Test
    void updateWithoutAnOldRow() {
        Update update = (Update) read("55 00000007 4e 0001 74 00000001 61");
        assertThat(update.old()).isNull();
        assertThat(update.row().text(0)).isEqualTo("a");
    }

    @Test
    void updateWithAnOldKeyAndWithAnOldRow() {
        Update key = (Update) read("55 00000007 4b 0001 74 00000001 61 4e 0001 74 00000001 62");
        assertThat(key.fullOld()).isFalse();
        assertThat(key.old()).isNotNull();
        Update full = (Update) read("55 00000007 4f 0001 74 00000001 61 4e 0001 75");
        assertThat(full.fullOld()).isTrue();
        Tuple old = full.old();
        assertThat(old).isNotNull();
        assertThat(full.row().over(old).text(0)).isEqualTo("a");
    }

    @Test
    void delete() {
        Delete key = (Delete) read("44 00000007 4b 0002 74 00000001 61 6e");
        assertThat(key.fullOld()).isFalse();
        assertThat(key.old().text(0)).isEqualTo("a");
        assertThat(key.old().isNull(1)).isTrue();
        Delete full = (Delete) read("44 00000007 4f 0001 74 00000001 61");
        assertThat(full.fullOld()).isTrue();
    }

    @Test
    void truncate() {
        assertThat(read("54 00000002 03 00000007 fffffff0"))
                .isEqualTo(new Truncate(List.of(7L, 0xfffffff0L), true, true));
        assertThat(read("54 00000001 02 00000007"))
                .isEqualTo(new Truncate(List.of(7L), false, true));
    }

    @Test
    void logicalMessage() {
        Logical message = (Logical) read("4d 01 0000000000000009 676f6400 00000003 612f37");
        assertThat(message.transactional()).isTrue();
        assertThat(message.lsn()).isEqualTo(9);
        assertThat(message.prefix()).isEqualTo("god");
        assertThat(new String(message.content(), StandardCharsets.UTF_8)).isEqualTo("a/7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5a", // no such kind
                "42 00000000", // cut off
                "49 00000007 4e 0001 62 00000001 01", // binary
                "49 00000007 4e 0001 74 000000ff 01", // longer than the message
                "49 00000007 4b 0000", // an insert has no old row
                "4f 0000000000000005 6e", // a text without end
                "42 0000000000000010 0000000000000001 00000001 00", // something behind its end
            })
    void anythingElseIsRefused(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedMessageException.class);
    }
}
