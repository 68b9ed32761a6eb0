package io.godwit.cdc.apply;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A border between transactions that applying has reached.
///
/// @param lsn every transaction that committed before it is applied
/// @param offset of the topic's record that holds what comes next
/// @param session of the chunk read last
/// @param committed when the last transaction committed on the source, if there was one
/// @param marker the last one met, if any
record Progress(
        long lsn,
        long offset,
        String session,
        @Nullable Instant committed,
        @Nullable Marker marker) {

    /// This, with what an earlier one knows and this does not.
    Progress after(Progress before) {
        return new Progress(
                lsn,
                offset,
                session,
                committed != null ? committed : before.committed,
                marker != null ? marker : before.marker);
    }
}
