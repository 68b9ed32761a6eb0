package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// Duties of the cdc-worker: they last, so they are not jobs. The owner of a partition of the topic
/// derives its duties from the commands in it and performs them for as long as it owns it.
public sealed interface CdcCommand {
    String migration();

    String database();

    /// Of the snapshot, or of the staging database that the duty is for.
    int generation();

    /// Open a snapshot and hold it until released. Answered by `SnapshotOpened`, later perhaps by
    /// `SnapshotLost`. Of a followed database the slot is made first, answered by
    /// `FollowingStarted`.
    ///
    /// @param follow null if nothing is followed
    record HoldSnapshot(
            String migration,
            String database,
            int generation,
            Endpoints endpoints,
            @Nullable FollowedSource follow)
            implements CdcCommand {}

    /// Answered by `SnapshotReleased`, also if nothing was held.
    record ReleaseSnapshot(String migration, String database, int generation)
            implements CdcCommand {}

    /// Read the slot into the change topic until `StopFollowing`. What passes by itself is tried
    /// again without end; anything else is answered by `StreamStopped`.
    ///
    /// @param work the attempt is the epoch: a later one replaces an earlier one
    record CaptureChanges(WorkRef work, Endpoints endpoints, Following following)
            implements CdcCommand {
        @Override
        public String migration() {
            return work.migration();
        }

        @Override
        public String database() {
            return WorkRef.databaseOf(work);
        }

        @Override
        public int generation() {
            return work.generation();
        }
    }

    /// Apply the change topic to the staging database until `StopApplying` or `StopFollowing`.
    /// Answered by `DatabaseCaughtUp`, by `CutoverDrained` for each marker that comes by, perhaps
    /// by `StreamStopped`.
    ///
    /// @param work the attempt is the epoch: a later one replaces an earlier one
    /// @param visible of the snapshot that the copy was made under, as `pg_snapshot`'s text: what
    ///   it sees is in the copy already, unless the staging database remembers another one for a
    ///   table
    record ApplyChanges(
            WorkRef work,
            Endpoints endpoints,
            Following following,
            String sourceDatabase,
            String staging,
            String visible)
            implements CdcCommand {
        @Override
        public String migration() {
            return work.migration();
        }

        @Override
        public String database() {
            return WorkRef.databaseOf(work);
        }

        @Override
        public int generation() {
            return work.generation();
        }
    }

    /// Ends applying; capture goes on. Answered by `ApplyStopped` once nothing is written any more.
    ///
    /// @param epoch of the latest [ApplyChanges] that this ends
    record StopApplying(String migration, String database, int generation, int epoch)
            implements CdcCommand {}

    /// Ends capture and apply and deletes the change topic. Answered by `FollowingStopped`.
    record StopFollowing(String migration, String database, int generation, Following following)
            implements CdcCommand {}
}
