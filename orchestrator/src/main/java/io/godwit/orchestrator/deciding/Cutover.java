package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.DriftLook;
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
/// @param timeout how long it may take until it is drained
/// @param deadline by which it has to be drained
/// @param look what the first look at the schema has found; null until it is over
/// @param unproven tables of the source whose rows nothing vouches for, by their planned numbers
///   or, if they have none, below 0; as of the latest look
/// @param marker where the marker lies in the source's WAL; null until it is written. One that was
///   written twice lies where the latest does
/// @param reached the latest marker that the target has reached, if any
record Cutover(
        int number,
        boolean fence,
        Duration timeout,
        Instant deadline,
        @Nullable DriftLook look,
        List<TableRef> unproven,
        @Nullable Lsn marker,
        @Nullable Lsn reached) {

    private static final Duration DRAINING = Duration.ofSeconds(60);

    Cutover {
        unproven = List.copyOf(unproven);
    }

    static Cutover of(CutoverRequested requested, Instant at) {
        return new Cutover(
                requested.number(),
                requested.fence(),
                Duration.ofMillis(requested.timeoutMillis()),
                at.plus(Duration.ofMillis(requested.timeoutMillis())),
                null,
                List.of(),
                null,
                null);
    }

    /// The first answer counts: what comes later is of an attempt that stood still meanwhile.
    /// Draining has its time although looking took some.
    Cutover looked(DriftLook first, Instant at) {
        Instant drained = at.plus(timeout.compareTo(DRAINING) < 0 ? timeout : DRAINING);
        Instant later = drained.isAfter(deadline) ? drained : deadline;
        return look != null
                ? this
                : new Cutover(
                        number, fence, timeout, later, first, first.unproven(), marker, reached);
    }

    Cutover lookedAgain(List<TableRef> tables) {
        return new Cutover(number, fence, timeout, deadline, look, tables, marker, reached);
    }

    Cutover marked(String lsn) {
        return new Cutover(
                number, fence, timeout, deadline, look, unproven, later(marker, lsn), reached);
    }

    Cutover reached(String lsn) {
        return new Cutover(
                number, fence, timeout, deadline, look, unproven, marker, later(reached, lsn));
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
