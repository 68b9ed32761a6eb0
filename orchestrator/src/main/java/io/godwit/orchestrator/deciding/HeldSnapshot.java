package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The source's snapshot of one database: a generation.
///
/// @param generation of the latest one asked for, 0 before the first
/// @param name what `SET TRANSACTION SNAPSHOT` takes, while it is open
/// @param visible which transactions the latest open one saw; null if nothing is followed
/// @param failure why the last one was lost
/// @param failures in a row
/// @param since when it came into this status
record HeldSnapshot(
        int generation,
        Status status,
        @Nullable String name,
        @Nullable String visible,
        @Nullable Failure failure,
        int failures,
        Instant since) {

    enum Status {
        NONE,
        REQUESTED,
        OPEN,
        LOST,
        RELEASED
    }

    static HeldSnapshot none(Instant at) {
        return new HeldSnapshot(0, Status.NONE, null, null, null, 0, at);
    }

    HeldSnapshot requested(int next, Instant at) {
        return new HeldSnapshot(next, Status.REQUESTED, null, visible, failure, failures, at);
    }

    HeldSnapshot opened(String opened, @Nullable String sees, Instant at) {
        return new HeldSnapshot(generation, Status.OPEN, opened, sees, null, 0, at);
    }

    HeldSnapshot lost(Failure why, Instant at) {
        return new HeldSnapshot(generation, Status.LOST, null, visible, why, failures + 1, at);
    }

    HeldSnapshot released(Instant at) {
        return new HeldSnapshot(generation, Status.RELEASED, null, visible, failure, failures, at);
    }

    HeldSnapshot forNewRun() {
        return new HeldSnapshot(generation, status, name, visible, failure, 0, since);
    }

    boolean isOpen() {
        return status == Status.OPEN;
    }

    /// Whether somebody holds it or is about to.
    boolean isWanted() {
        return status == Status.OPEN || status == Status.REQUESTED;
    }
}
