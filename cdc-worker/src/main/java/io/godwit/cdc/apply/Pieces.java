package io.godwit.cdc.apply;

import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.Position;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Puts a cut message together.
final class Pieces {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String session = "";
    private int next;
    private Position after = Position.BEGINNING;

    /// @return null until the last piece has come; then a chunk of that one message, without length
    @Nullable Chunk add(Chunk piece) {
        if (piece.piece() == 0) {
            bytes.reset();
            session = piece.session();
            after = piece.after();
            next = 0;
        }
        if (!piece.session().equals(session) || piece.piece() != next) {
            // The beginning came in an earlier life of this reader: then it is known already.
            return null;
        }
        bytes.writeBytes(piece.messages());
        next++;
        return piece.last() ? whole(piece) : null;
    }

    private Chunk whole(Chunk last) {
        byte[] message = bytes.toByteArray();
        bytes.reset();
        return new Chunk(
                last.session(),
                last.number(),
                after,
                last.end(),
                last.changes(),
                last.xid(),
                last.committed(),
                last.captured(),
                0,
                1,
                message);
    }
}
