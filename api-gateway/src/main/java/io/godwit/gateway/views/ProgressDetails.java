package io.godwit.gateway.views;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the copy is, of one database or of all. The counts of tables add up to `tables`; they
/// also stand under the reference's words.
///
/// @param bytes as they crossed the wire
/// @param estimatedRows the source's own estimate
/// @param estimatedBytes on the source's disk
/// @param rowsPerSecond measured over the last half minute, or over the whole copy once it is over;
///   null until measured
/// @param estimatedFinish of the copy, at the measured speed; null if nothing was measured
/// @param indexes planned to be built
public record ProgressDetails(
        int tables,
        int tablesQueued,
        int tablesCopying,
        int tablesCopied,
        int tablesErrored,
        int fullLoadQueuedTables,
        int fullLoadLoadingTables,
        int fullLoadCompletedTables,
        int fullLoadErroredTables,
        long rows,
        long bytes,
        long estimatedRows,
        long estimatedBytes,
        @Nullable Double rowsPerSecond,
        @Nullable Double bytesPerSecond,
        @Nullable Instant estimatedFinish,
        int indexes,
        int indexesBuilt) {

    static ProgressDetails of(List<Tally> tallies) {
        Tally all = tallies.stream().reduce(Tally.EMPTY, Tally::and);
        return all.details(tallies.stream().map(Tally::pace).toList());
    }

    /// The sums of one database.
    record Tally(
            int queued,
            int copying,
            int copied,
            int errored,
            long rows,
            long bytes,
            long estimatedRows,
            long estimatedBytes,
            int indexes,
            int indexesBuilt,
            Pace pace) {
        static final Tally EMPTY = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Pace());

        Tally and(Tally other) {
            return new Tally(
                    queued + other.queued,
                    copying + other.copying,
                    copied + other.copied,
                    errored + other.errored,
                    rows + other.rows,
                    bytes + other.bytes,
                    estimatedRows + other.estimatedRows,
                    estimatedBytes + other.estimatedBytes,
                    indexes + other.indexes,
                    indexesBuilt + other.indexesBuilt,
                    other.pace);
        }

        private ProgressDetails details(List<Pace> paces) {
            Pace all = new Pace();
            paces.forEach(all::add);
            int tables = queued + copying + copied + errored;
            var speed = copied == tables ? all.whole() : all.recent();
            return new ProgressDetails(
                    tables,
                    queued,
                    copying,
                    copied,
                    errored,
                    queued,
                    copying,
                    copied,
                    errored,
                    rows,
                    bytes,
                    estimatedRows,
                    estimatedBytes,
                    speed.map(Pace.Speed::rows).orElse(null),
                    speed.map(Pace.Speed::bytes).orElse(null),
                    copying == 0 ? null : all.estimatedEnd().orElse(null),
                    indexes,
                    indexesBuilt);
        }
    }
}
