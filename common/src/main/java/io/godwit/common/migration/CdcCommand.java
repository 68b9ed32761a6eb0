package io.godwit.common.migration;

/// Duties of the cdc-worker: they last, so they are not jobs. The owner of a partition of the topic
/// derives its duties from the commands in it and performs them for as long as it owns it.
public sealed interface CdcCommand {
    String migration();

    String database();

    int generation();

    /// Open a snapshot and hold it until released. Answered by `SnapshotOpened`, later perhaps by
    /// `SnapshotLost`.
    record HoldSnapshot(String migration, String database, int generation, Endpoints endpoints)
            implements CdcCommand {}

    /// Answered by `SnapshotReleased`, also if nothing was held.
    record ReleaseSnapshot(String migration, String database, int generation)
            implements CdcCommand {}
}
