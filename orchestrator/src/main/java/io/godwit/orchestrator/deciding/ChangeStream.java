package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.WorkRef;
import org.jspecify.annotations.Nullable;

/// How a database is followed. All duties of it are level-triggered: what this says is wanted and
/// not asked for is asked for.
///
/// @param following null until slot and publication are there
/// @param horizon of the slot; null until it is there
/// @param caughtUp source and target were as good as equal once
/// @param cutover the one under way, if any
/// @param swapped the database has its final name: the cutover is behind it
/// @param ending everything about following is to end, or has
record ChangeStream(
        @Nullable Following following,
        @Nullable Long horizon,
        Part capture,
        Part apply,
        boolean caughtUp,
        @Nullable Cutover cutover,
        boolean swapped,
        Ending ending) {
    static final ChangeStream NONE =
            new ChangeStream(
                    null, null, Part.IDLE, Part.IDLE, false, null, false, Ending.NOT_ASKED);

    enum Status {
        /// Nobody does it, and nobody was asked to.
        IDLE,
        RUNNING,
        /// To be ended; perhaps it runs still.
        STOPPING,
        /// It cannot go on by itself.
        STOPPED
    }

    enum Ending {
        NOT_ASKED,
        ASKED,
        ENDED
    }

    /// One of the two duties.
    ///
    /// @param epoch of the latest one asked for, 0 before the first
    /// @param failure why it stopped
    record Part(int epoch, Status status, @Nullable Failure failure) {
        static final Part IDLE = new Part(0, Status.IDLE, null);

        Part requested(WorkRef work) {
            return work.attempt() > epoch ? new Part(work.attempt(), Status.RUNNING, null) : this;
        }

        Part stopped(WorkRef work, Failure why) {
            boolean current = work.attempt() == epoch && status == Status.RUNNING;
            return current ? new Part(epoch, Status.STOPPED, why) : this;
        }

        Part stopping(int latest) {
            boolean current = latest == epoch && status != Status.IDLE;
            return current ? new Part(epoch, Status.STOPPING, failure) : this;
        }

        Part ended(int latest) {
            boolean current = latest == epoch && status == Status.STOPPING;
            return current ? new Part(epoch, Status.IDLE, null) : this;
        }

        /// To be asked for again if it had stopped.
        Part resumed() {
            return status == Status.STOPPED ? new Part(epoch, Status.IDLE, null) : this;
        }

        boolean is(Status wanted) {
            return status == wanted;
        }
    }

    ChangeStream started(Following names, long first) {
        long latest = horizon == null ? first : Math.max(horizon, first);
        return new ChangeStream(names, latest, capture, apply, caughtUp, cutover, swapped, ending);
    }

    ChangeStream withCapture(Part changed) {
        return new ChangeStream(
                following, horizon, changed, apply, caughtUp, cutover, swapped, ending);
    }

    ChangeStream withApply(Part changed) {
        return new ChangeStream(
                following, horizon, capture, changed, caughtUp, cutover, swapped, ending);
    }

    ChangeStream asCaughtUp() {
        return new ChangeStream(following, horizon, capture, apply, true, cutover, swapped, ending);
    }

    ChangeStream with(@Nullable Cutover changed) {
        return new ChangeStream(
                following, horizon, capture, apply, caughtUp, changed, swapped, ending);
    }

    ChangeStream asSwapped() {
        return new ChangeStream(following, horizon, capture, apply, caughtUp, null, true, ending);
    }

    ChangeStream with(Ending changed) {
        return new ChangeStream(
                following, horizon, capture, apply, caughtUp, cutover, swapped, changed);
    }

    ChangeStream resumed() {
        return withCapture(capture.resumed()).withApply(apply.resumed());
    }

    /// The staging database begins anew; the slot and what it captured stay.
    ChangeStream startedOver() {
        return new ChangeStream(following, horizon, capture, apply, false, null, swapped, ending);
    }

    /// Ready to be cut over now.
    boolean ready() {
        return caughtUp && apply.is(Status.RUNNING) && capture.is(Status.RUNNING) && !swapped;
    }

    /// Slot, duties or topic may be there.
    boolean followed() {
        return following != null && ending != Ending.ENDED;
    }
}
