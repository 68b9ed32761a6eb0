package io.godwit.cdc.changes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One record of a change topic: consecutive messages of `pgoutput`, untouched, each with its
/// length (four bytes, big-endian) before it. It can be read by itself: the `Relation` (and `Type`)
/// messages that its changes need stand in it before them.
///
/// A message that is too large for one record is cut: its chunks carry one piece each, without
/// length, and belong together until [#last] of them.
///
/// Chunks form a chain, by which a reader proves that it has them all and leaves out what comes
/// twice: nothing lies between [#after] and the chunk's first change. A capture that starts again
/// begins a new session with what its slot had confirmed, which may be long behind.
///
/// @param session one run of capture; a random text
/// @param number of the chunk in its session, from 0
/// @param after the end of the chunk before in the session; of the first one, what the slot had
///   confirmed
/// @param end of the last change in it, a border if the chunk ends between transactions. A chunk
///   without changes only says that nothing was committed up to there
/// @param changes rows (and truncates and messages) in it; what `ordinal` counts
/// @param xid of the last transaction in it, 0 if it has none
/// @param committed when that transaction committed on the source
/// @param captured when the chunk was read from the source
/// @param piece of a cut message, from 0; 0 of an uncut one
/// @param pieces of a cut message; 1 of an uncut one
public record Chunk(
        String session,
        long number,
        Position after,
        Position end,
        int changes,
        long xid,
        @Nullable Instant committed,
        Instant captured,
        int piece,
        int pieces,
        byte[] messages) {

    public boolean first() {
        return number == 0;
    }

    public boolean whole() {
        return pieces == 1;
    }

    /// Whether this is a cut message's last piece; true for an uncut one.
    public boolean last() {
        return piece == pieces - 1;
    }
}
