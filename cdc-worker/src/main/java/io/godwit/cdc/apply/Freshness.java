package io.godwit.cdc.apply;

import io.godwit.cdc.apply.ApplyStatus.LastChunk;
import io.godwit.cdc.apply.ApplyStatus.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How old the target's state of the source is.
final class Freshness {
    /// A cutover would take about a second.
    private static final Duration SMALL = Duration.ofSeconds(2);

    /// Capture says something at least this often.
    private static final Duration QUIET = Duration.ofSeconds(10);

    private Freshness() {}

    static long lagMillis(Snapshot status, Instant now) {
        Instant committed = committed(status);
        if (committed == null) {
            return 0;
        }
        LastChunk chunk = status.chunk();
        if (status.pending() == 0 && chunk != null && young(chunk.captured(), now, QUIET)) {
            return chunk.empty() ? 0 : millis(committed, chunk.captured());
        }
        return millis(committed, now);
    }

    /// @param heard when a chunk came last, or reading began
    static boolean caughtUp(Snapshot status, Instant now, Instant heard) {
        if (status.bookmark() == null || status.pending() > 0 || status.failure() != null) {
            return false;
        }
        LastChunk chunk = status.chunk();
        Instant committed = committed(status);
        return (chunk != null && chunk.empty() && young(chunk.captured(), now, QUIET))
                || (committed != null && young(committed, now, SMALL))
                || !young(heard, now, QUIET);
    }

    private static @Nullable Instant committed(Snapshot status) {
        Bookmark bookmark = status.bookmark();
        return bookmark == null ? null : bookmark.committed();
    }

    private static boolean young(Instant then, Instant now, Duration limit) {
        return Duration.between(then, now).compareTo(limit) < 0;
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }
}
