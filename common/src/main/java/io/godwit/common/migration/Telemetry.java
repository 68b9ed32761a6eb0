package io.godwit.common.migration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What workers say at a bounded rate while they work. Not facts: a lost one is no loss.
public sealed interface Telemetry {
    WorkRef work();

    Instant at();

    /// The attempt is alive. Silence for longer than the lease makes the orchestrator issue
    /// another.
    record WorkAlive(WorkRef work, Instant at) implements Telemetry {}

    /// How far a part is that is not committed yet.
    ///
    /// @param rows read so far
    /// @param bytes as they crossed the wire so far
    record PartProgress(WorkRef work, int table, int part, long rows, long bytes, Instant at)
            implements Telemetry {}

    /// How far capture is.
    ///
    /// @param captured everything that committed before this LSN is in the change topic
    /// @param source the end of the source's WAL, as last heard of
    /// @param pendingBytes between the two
    /// @param changes rows written to the topic by this epoch
    /// @param committed when the latest captured transaction committed on the source, if any
    /// @param decodingMillis from commit to arrival here, of the latest chunk
    /// @param transportMillis from arrival to the topic's acknowledgement, of the latest chunk
    /// @param failure what is being tried again, null while all is well
    record CaptureProgress(
            WorkRef work,
            Instant at,
            String captured,
            String source,
            long pendingBytes,
            long changes,
            @Nullable Instant committed,
            long decodingMillis,
            long transportMillis,
            @Nullable Failure failure)
            implements Telemetry {}

    /// How far apply is. The counters count from the beginning of following: they are kept in the
    /// target beside the bookmark.
    ///
    /// @param applied everything that committed before this LSN is in the target
    /// @param incoming changes read from the topic, counted like `applied`
    /// @param pending records of the topic that are not applied
    /// @param committed when the latest applied transaction committed on the source, if any
    /// @param queueMillis from the topic to the applier, of the latest chunk
    /// @param applyMillis of the latest target transaction
    /// @param lagMillis how old the latest applied state of the source is
    /// @param failure what is being tried again, null while all is well
    record ApplyProgress(
            WorkRef work,
            Instant at,
            String applied,
            long incoming,
            long changes,
            long inserts,
            long updates,
            long deletes,
            long pending,
            @Nullable Instant committed,
            long queueMillis,
            long applyMillis,
            long lagMillis,
            @Nullable Failure failure)
            implements Telemetry {}

    /// What was applied to one table since following began.
    record TableApplied(
            WorkRef work,
            Instant at,
            String schema,
            String table,
            long inserts,
            long updates,
            long deletes)
            implements Telemetry {}
}
