package io.godwit.cdc.apply;

import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.Position;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;

/// Proves that no chunk is missing, and knows what came already.
final class Chain {
    private Position lastSeen;
    private String session;
    private boolean begun;

    /// @param session of the chunk accepted last; empty if none ever was
    Chain(Position bookmark, String session) {
        this.lastSeen = bookmark;
        this.session = session;
        this.begun = !session.isEmpty();
    }

    Position lastSeen() {
        return lastSeen;
    }

    String session() {
        return session;
    }

    /// @return false if the chunk is a straggler of a capture that another one has replaced
    /// @throws MigrationException `CHANGES_MISSING`
    boolean accepts(Chunk chunk) {
        if (!begun) {
            begin(chunk);
        }
        if (lastSeen.reaches(chunk.after())) {
            session = chunk.session();
            return true;
        }
        if (chunk.first() || chunk.session().equals(session)) {
            throw missing(chunk);
        }
        return false;
    }

    /// Nothing was applied yet: the topic's first chunk says where the history begins.
    private void begin(Chunk chunk) {
        if (!chunk.first() || chunk.piece() != 0) {
            throw missing(chunk);
        }
        lastSeen = chunk.after();
        begun = true;
    }

    void advance(Position seen) {
        if (seen.reaches(lastSeen)) {
            lastSeen = seen;
        }
    }

    private MigrationException missing(Chunk chunk) {
        return new MigrationException(
                FailureCode.CHANGES_MISSING,
                "the change topic goes on behind %s (chunk %d of session %s), but only what lies before %s was read"
                        .formatted(chunk.after(), chunk.number(), chunk.session(), lastSeen));
    }
}
