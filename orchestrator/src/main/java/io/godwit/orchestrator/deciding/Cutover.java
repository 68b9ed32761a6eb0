package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Lsn;
import io.godwit.common.migration.MigrationEvent.CutoverRequested;
import io.godwit.common.migration.TableRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cutover of one database that is under way.
///
/// @param number of the cutover within the migration
/// @param fence whether the source is closed to its applications
/// @param deadline by which it has to be drained
/// @param unproven tables of the source whose rows no change in the stream vouches for, by their
///   planned numbers or, if they have none, below 0; null until they are known
/// @param marker where the marker lies in the source's WAL; null until it is written. One that was
///   written twice lies where the latest does
/// @param reached the latest marker that the target has reached, if any
record Cutover(
        int number,
        boolean fence,
        Instant deadline,
        @Nullable List<TableRef> unproven,
        @Nullable Lsn marker,
        @Nullable Lsn reached) {

    static Cutover of(CutoverRequested requested, Instant at) {
        return new Cutover(
                requested.number(),
                requested.fence(),
                at.plus(Duration.ofMillis(requested.timeoutMillis())),
                null,
                null,
                null);
    }

    Cutover checked(List<TableRef> tables) {
        return new Cutover(number, fence, deadline, List.copyOf(tables), marker, reached);
    }

    Cutover marked(String lsn) {
        return new Cutover(number, fence, deadline, unproven, later(marker, lsn), reached);
    }

    Cutover reached(String lsn) {
        return new Cutover(number, fence, deadline, unproven, marker, later(reached, lsn));
    }

    /// Everything up to the marker is in the target.
    boolean drained() {
        return marker != null && reached != null && reached.compareTo(marker) >= 0;
    }

    private static Lsn later(@Nullable Lsn one, String text) {
        Lsn other = Lsn.parse(text);
        return one == null || one.compareTo(other) < 0 ? other : one;
    }
}
