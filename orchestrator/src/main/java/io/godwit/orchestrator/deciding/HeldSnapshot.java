package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The source's snapshot of one database: a generation.
///
/// @param generation of the latest one asked for, 0 before the first
/// @param name what `SET TRANSACTION SNAPSHOT` takes, while it is open
/// @param failure why the last one was lost
/// @param failures in a row
/// @param since when it came into this status
record HeldSnapshot(
        int generation,
        Status status,
        @Nullable String name,
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
        return new HeldSnapshot(0, Status.NONE, null, null, 0, at);
    }

    HeldSnapshot requested(int next, Instant at) {
        return new HeldSnapshot(next, Status.REQUESTED, null, failure, failures, at);
    }

    HeldSnapshot opened(String opened, Instant at) {
        return new HeldSnapshot(generation, Status.OPEN, opened, null, 0, at);
    }

    HeldSnapshot lost(Failure why, Instant at) {
        return new HeldSnapshot(generation, Status.LOST, null, why, failures + 1, at);
    }

    HeldSnapshot released(Instant at) {
        return new HeldSnapshot(generation, Status.RELEASED, null, failure, failures, at);
    }

    HeldSnapshot forNewRun() {
        return new HeldSnapshot(generation, status, name, failure, 0, since);
    }

    boolean isOpen() {
        return status == Status.OPEN;
    }

    /// Whether somebody holds it or is about to.
    boolean isWanted() {
        return status == Status.OPEN || status == Status.REQUESTED;
    }
}
