package io.godwit.gateway.views;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One table as the API shows it.
///
/// @param rows copied so far; of parts under way what they last said
/// @param bytes as they crossed the wire
/// @param estimatedRows the source's own estimate, null if it has none
/// @param estimatedBytes on the source's disk
/// @param comparison null until the table was compared
/// @param error why the newest attempt at copying it failed
/// @param cdcInsertCounter rows inserted since following began; 0 offline
public record TableDetails(
        String schema,
        String name,
        TableState state,
        long rows,
        long bytes,
        @Nullable Long estimatedRows,
        long estimatedBytes,
        int parts,
        int partsCopied,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable TableComparison comparison,
        @Nullable ErrorDetails error,
        long cdcInsertCounter,
        long cdcUpdateCounter,
        long cdcDeleteCounter) {

    /// @param equal whether nothing differs to the level asked for
    /// @param difference what differs
    public record TableComparison(
            boolean equal, long sourceRows, long targetRows, @Nullable String difference) {}
}
