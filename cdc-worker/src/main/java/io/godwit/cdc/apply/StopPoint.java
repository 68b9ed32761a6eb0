package io.godwit.cdc.apply;

import io.godwit.common.migration.Failure;
import org.jspecify.annotations.Nullable;

/// The transaction that cannot be applied; everything before it can.
///
/// @param commitLsn of that transaction
/// @param failure why it cannot; null if no such transaction is known
record StopPoint(long commitLsn, @Nullable Failure failure) {
    static final StopPoint NONE = new StopPoint(0, null);

    /// @throws StopReachedException if this is that transaction
    void check(long lsn) {
        Failure because = failure;
        if (because != null && lsn == commitLsn) {
            throw new StopReachedException(because);
        }
    }
}
