package io.godwit.cdc.apply;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far the staging database is.
///
/// @param offset of the topic's record to go on with
/// @param session of the chunk read last; empty if nothing was ever read
/// @param marker the last cutover's mark that lies behind
record Bookmark(
        long lsn,
        long offset,
        String session,
        @Nullable Instant committed,
        Counts counts,
        @Nullable Marker marker) {

    Bookmark advanced(Progress progress, Counts more) {
        Instant last = progress.committed();
        Marker met = progress.marker();
        return new Bookmark(
                progress.lsn(),
                progress.offset(),
                progress.session(),
                last != null ? last : committed,
                counts.plus(more),
                met != null ? met : marker);
    }
}
