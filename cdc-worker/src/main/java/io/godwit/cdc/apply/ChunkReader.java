package io.godwit.cdc.apply;

import io.godwit.cdc.apply.Section.Truncation;
import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.Position;
import io.godwit.cdc.pgoutput.Message;
import io.godwit.cdc.pgoutput.Message.Begin;
import io.godwit.cdc.pgoutput.Message.Commit;
import io.godwit.cdc.pgoutput.Message.Delete;
import io.godwit.cdc.pgoutput.Message.Insert;
import io.godwit.cdc.pgoutput.Message.Logical;
import io.godwit.cdc.pgoutput.Message.Origin;
import io.godwit.cdc.pgoutput.Message.Relation;
import io.godwit.cdc.pgoutput.Message.Truncate;
import io.godwit.cdc.pgoutput.Message.Update;
import io.godwit.cdc.pgoutput.MessageReader;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Turns the chunks of a topic into the changes that are not applied yet, each once and in order.
/// For one thread.
final class ChunkReader {
    private final Chain chain;
    private final Copied copied;
    private final Relations relations;
    private final Changes to;
    private final Pieces pieces = new Pieces();

    /// Of the message read last, in the chunk's own counting.
    private Position at = Position.BEGINNING;

    /// Whether a transaction has begun in this chunk and not ended.
    private boolean open;

    /// Of the transaction that is not read to its end.
    private boolean skipped;

    /// Whether some tables have that transaction already.
    private boolean partly;

    private long xid;

    private @Nullable Instant committed;
    private OptionalInt marker = OptionalInt.empty();

    ChunkReader(Chain chain, Copied copied, Relations relations, Changes to) {
        this.chain = chain;
        this.copied = copied;
        this.relations = relations;
        this.to = to;
    }

    /// @return whether the chunk counts; false for a straggler
    /// @throws MigrationException `CHANGES_MISSING` or `SCHEMA_CHANGED`
    boolean read(long offset, Chunk chunk) {
        if (!chain.accepts(chunk)) {
            return false;
        }
        if (chunk.whole()) {
            readMessages(offset, chunk);
            return true;
        }
        Chunk put = pieces.add(chunk);
        if (put != null) {
            at = put.after();
            readOne(offset, false, ByteBuffer.wrap(put.messages()));
            end(offset, put);
        }
        return true;
    }

    private void readMessages(long offset, Chunk chunk) {
        at = chunk.after();
        open = false;
        ByteBuffer all = ByteBuffer.wrap(chunk.messages());
        while (all.hasRemaining()) {
            int length = all.getInt();
            int end = all.position() + length;
            readOne(offset, end < all.capacity(), all.slice(all.position(), length));
            all.position(end);
        }
        end(offset, chunk);
    }

    /// The chunk itself says where it ends, so that nobody counts wrongly for long.
    private void end(long offset, Chunk chunk) {
        if (at.isBorder() != chunk.end().isBorder()
                || (at.isBorder() ? !chunk.end().reaches(at) : !chunk.end().equals(at))) {
            throw new MigrationException(
                    FailureCode.INTERNAL_ERROR,
                    "a chunk of changes says that it ends at %s, but was read up to %s"
                            .formatted(chunk.end(), at));
        }
        boolean ahead = !chain.lastSeen().reaches(chunk.end());
        chain.advance(chunk.end());
        if (chunk.end().isBorder() && ahead && !open) {
            to.reach(new Progress(chunk.end().lsn(), offset + 1, chain.session(), null, null));
        }
    }

    private void readOne(long offset, boolean more, ByteBuffer message) {
        byte kind = message.get(message.position());
        boolean counted = counts(kind, message);
        if (counted) {
            at = new Position(at.lsn(), at.ordinal() + 1);
        }
        if (counted && (skipped || chain.lastSeen().reaches(at))) {
            return;
        }
        try {
            handle(MessageReader.read(message), offset, more);
        } catch (MigrationException e) {
            if (e.failure().code() == FailureCode.SCHEMA_CHANGED) {
                throw new RefusedException(e.failure(), at);
            }
            throw e;
        }
        if (counted) {
            chain.advance(at);
        }
    }

    /// A message of `pg_logical_emit_message` outside of any transaction has no position.
    private boolean counts(byte kind, ByteBuffer message) {
        return switch (kind) {
            case 'I', 'U', 'D', 'T' -> true;
            case 'M' -> (message.get(message.position() + 1) & 1) != 0;
            default -> false;
        };
    }

    private void handle(Message message, long offset, boolean more) {
        switch (message) {
            case Begin begin -> begin(begin);
            case Commit commit -> commit(commit, offset, more);
            case Origin _ -> {}
            case Relation relation -> relations.describe(relation);
            case Message.Type type -> relations.describe(type);
            case Insert insert -> insert(insert);
            case Update update -> update(update);
            case Delete delete -> delete(delete);
            case Truncate truncate -> truncate(truncate);
            case Logical logical -> mark(logical);
        }
    }

    private void begin(Begin begin) {
        at = Position.border(begin.commitLsn());
        open = true;
        if (chain.lastSeen().reaches(new Position(begin.commitLsn(), 1))) {
            return;
        }
        xid = begin.xid();
        Copied.Part part = copied.of(xid);
        skipped = part == Copied.Part.ALL;
        partly = part == Copied.Part.SOME;
        committed = begin.committed();
        if (!skipped) {
            to.begin(begin.commitLsn());
        }
    }

    private void commit(Commit commit, long offset, boolean more) {
        at = Position.border(commit.endLsn());
        open = false;
        if (chain.lastSeen().reaches(at)) {
            return;
        }
        chain.advance(at);
        to.reach(
                new Progress(
                        commit.endLsn(),
                        more ? offset : offset + 1,
                        chain.session(),
                        committed,
                        marker.isPresent()
                                ? new Marker(marker.getAsInt(), commit.endLsn())
                                : null));
        marker = OptionalInt.empty();
        skipped = false;
    }

    private void insert(Insert insert) {
        Relation relation = relations.relation(insert.relation());
        if (Markers.own(relation)) {
            OptionalInt number = Markers.number(relation, insert.row());
            marker = number.isPresent() ? number : marker;
        } else if (wanted(relation)) {
            to.row(RowChange.insert(relations.table(insert.relation()), at, insert.row()));
        }
    }

    private void update(Update update) {
        if (wanted(relations.relation(update.relation()))) {
            TargetTable table = relations.table(update.relation());
            to.row(RowChange.update(table, at, update.old(), update.row()));
        }
    }

    private void delete(Delete delete) {
        if (wanted(relations.relation(delete.relation()))) {
            to.row(RowChange.delete(relations.table(delete.relation()), at, delete.old()));
        }
    }

    private void truncate(Truncate truncate) {
        List<TargetTable> tables =
                truncate.relations().stream()
                        .filter(id -> wanted(relations.relation(id)))
                        .map(relations::table)
                        .toList();
        if (!tables.isEmpty()) {
            to.truncate(new Truncation(tables, truncate.cascade(), truncate.restartIdentity(), at));
        }
    }

    /// Whether the copy of the table lacks the transaction.
    private boolean wanted(Relation relation) {
        return !Markers.own(relation)
                && !(partly && copied.has(new TableName(relation.schema(), relation.name()), xid));
    }

    private void mark(Logical message) {
        OptionalInt number = Markers.number(message);
        if (message.transactional() && number.isPresent()) {
            marker = number;
        }
    }
}
