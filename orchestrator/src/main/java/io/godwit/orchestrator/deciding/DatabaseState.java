package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.DatabaseSpec;
import java.time.Instant;

/// One database of a migration.
///
/// @param number its position in the migration's spec
/// @param base the snapshot's generation that the staging database was begun under, 0 before the
///   first; work belongs to it
/// @param prepared the staging database and a complete plan are there
/// @param differing a comparison found a difference
/// @param stream how it is followed, if it is
/// @param coherence of the copy; anything but one snapshot only if it is followed
record DatabaseState(
        DatabaseSpec spec,
        int number,
        int base,
        HeldSnapshot snapshot,
        Plan plan,
        boolean prepared,
        boolean differing,
        ChangeStream stream,
        Coherence coherence) {

    static DatabaseState of(DatabaseSpec spec, int number, Instant at) {
        return new DatabaseState(
                spec,
                number,
                0,
                HeldSnapshot.none(at),
                Plan.NONE,
                false,
                false,
                ChangeStream.NONE,
                Coherence.ONE_SNAPSHOT);
    }

    String name() {
        return spec.name();
    }

    DatabaseState with(HeldSnapshot changed) {
        int begun = base == 0 ? changed.generation() : base;
        return new DatabaseState(
                spec, number, begun, changed, plan, prepared, differing, stream, coherence);
    }

    DatabaseState with(Plan changed, boolean complete) {
        return new DatabaseState(
                spec, number, base, snapshot, changed, complete, differing, stream, coherence);
    }

    DatabaseState withDifference(boolean found) {
        return new DatabaseState(
                spec, number, base, snapshot, plan, prepared, found, stream, coherence);
    }

    DatabaseState with(ChangeStream changed) {
        return new DatabaseState(
                spec, number, base, snapshot, plan, prepared, differing, changed, coherence);
    }

    DatabaseState with(Coherence changed) {
        return new DatabaseState(
                spec, number, base, snapshot, plan, prepared, differing, stream, changed);
    }

    /// Nothing that was copied counts any more.
    DatabaseState startedOver(int generation) {
        return new DatabaseState(
                spec,
                number,
                generation,
                snapshot,
                Plan.NONE,
                false,
                false,
                stream.startedOver(),
                Coherence.ONE_SNAPSHOT);
    }
}
