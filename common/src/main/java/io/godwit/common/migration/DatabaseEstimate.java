package io.godwit.common.migration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What moving one database will take, before anything has moved.
///
/// @param tables that are selected
/// @param rows the source's own statistics
/// @param tableBytes on the source's disk, TOAST included
/// @param indexBytes on the source's disk
/// @param largeObjects how many
/// @param parts in which the rows travel
/// @param largestTable null if there is none
/// @param diskBytes to have free on the target: everything and a quarter more
/// @param probeBytes how many were moved to measure the rate
/// @param bytesPerSecond measured from source to target over one pair of sessions, null if the
///   probe was not possible
/// @param leastSeconds of copying and building indexes, if the parallelism scales; null without a
///   rate
/// @param mostSeconds of the same, if it does not
/// @param walBytesPerSecond that the source wrote while it was watched, null offline or if not
///   known
/// @param walBytes that pile up until the copy is over, null offline or if not known
/// @param confidence `low`, `medium` or `high`
/// @param reasons for the confidence, in words
public record DatabaseEstimate(
        int tables,
        long rows,
        long tableBytes,
        int indexes,
        long indexBytes,
        long largeObjects,
        int parts,
        @Nullable String largestTable,
        long largestTableBytes,
        long diskBytes,
        long probeBytes,
        @Nullable Long bytesPerSecond,
        @Nullable Long leastSeconds,
        @Nullable Long mostSeconds,
        @Nullable Long walBytesPerSecond,
        @Nullable Long walBytes,
        String confidence,
        List<String> reasons,
        Instant at) {
    public DatabaseEstimate {
        reasons = List.copyOf(reasons);
    }
}
