package io.godwit.cdc.pgoutput;

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
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one message. Values are not copied: they stay slices of the message's array.
public final class MessageReader {
    private static final String PG_CATALOG = "pg_catalog";
    private static final int CASCADE = 1;
    private static final int RESTART_IDENTITY = 2;

    private MessageReader() {}

    /// @param message with an array; from its position to its limit, which stay as they are
    /// @throws MalformedMessageException if it is none
    public static Message read(ByteBuffer message) {
        MessageBuffer in = new MessageBuffer(message);
        try {
            Message read = read(in);
            if (in.hasRemaining()) {
                throw new MalformedMessageException("bytes behind its end");
            }
            return read;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            MalformedMessageException malformed = new MalformedMessageException("cut off");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private static Message read(MessageBuffer in) {
        char kind = in.character();
        return switch (kind) {
            case 'B' -> begin(in);
            case 'C' -> commit(in);
            case 'O' -> new Origin(in.lsn(), in.text());
            case 'R' -> relation(in);
            case 'Y' -> new Message.Type(in.unsigned(), schema(in), in.text());
            case 'I' -> insert(in);
            case 'U' -> update(in);
            case 'D' -> delete(in);
            case 'T' -> truncate(in);
            case 'M' -> new Logical((in.octet() & 1) != 0, in.lsn(), in.text(), in.content());
            default -> throw new MalformedMessageException("kind '" + kind + "'");
        };
    }

    private static Begin begin(MessageBuffer in) {
        long lsn = in.lsn();
        Instant committed = in.time();
        return new Begin(lsn, committed, in.unsigned());
    }

    private static Commit commit(MessageBuffer in) {
        in.octet(); // flags, none yet
        return new Commit(in.lsn(), in.lsn(), in.time());
    }

    private static Relation relation(MessageBuffer in) {
        long id = in.unsigned();
        String schema = schema(in);
        String name = in.text();
        char identity = in.character();
        int size = in.unsignedShort();
        List<Column> columns = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            columns.add(new Column((in.octet() & 1) != 0, in.text(), in.unsigned(), in.integer()));
        }
        return new Relation(id, schema, name, identity, columns);
    }

    private static String schema(MessageBuffer in) {
        String schema = in.text();
        return schema.isEmpty() ? PG_CATALOG : schema;
    }

    private static Insert insert(MessageBuffer in) {
        long relation = in.unsigned();
        expect(in, 'N');
        return new Insert(relation, Tuple.read(in));
    }

    private static Update update(MessageBuffer in) {
        long relation = in.unsigned();
        char kind = in.character();
        @Nullable Tuple old = null;
        if (kind == 'K' || kind == 'O') {
            old = Tuple.read(in);
            expect(in, 'N');
        } else if (kind != 'N') {
            throw new MalformedMessageException("a row of kind '" + kind + "'");
        }
        return new Update(relation, old, kind == 'O', Tuple.read(in));
    }

    private static Delete delete(MessageBuffer in) {
        long relation = in.unsigned();
        char kind = in.character();
        if (kind != 'K' && kind != 'O') {
            throw new MalformedMessageException("a row of kind '" + kind + "'");
        }
        return new Delete(relation, Tuple.read(in), kind == 'O');
    }

    private static Truncate truncate(MessageBuffer in) {
        int size = in.integer();
        byte options = in.octet();
        List<Long> relations = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            relations.add(in.unsigned());
        }
        return new Truncate(relations, (options & CASCADE) != 0, (options & RESTART_IDENTITY) != 0);
    }

    private static void expect(MessageBuffer in, char expected) {
        char kind = in.character();
        if (kind != expected) {
            throw new MalformedMessageException("a row of kind '" + kind + "'");
        }
    }
}
