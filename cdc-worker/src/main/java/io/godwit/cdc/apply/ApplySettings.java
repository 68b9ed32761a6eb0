package io.godwit.cdc.apply;

import java.time.Duration;

/// What bounds applying.
///
/// @param batchChanges after which a target transaction is written
/// @param batchBytes of values after which it is written; three times as much may lie in memory
/// @param fewRows up to which rows of one table and kind are written by single statements
/// @param bookmarkAfter how long a bookmark without changes may wait to be written
/// @param keepApplied how long applied records stay in the change topic
/// @param backOff the longest pause between two tries
public record ApplySettings(
        int batchChanges,
        long batchBytes,
        int fewRows,
        Duration bookmarkAfter,
        Duration keepApplied,
        Duration backOff) {
    public static ApplySettings defaults() {
        return new ApplySettings(
                20_000,
                16L << 20,
                16,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(10));
    }
}
