package io.godwit.common.migration;

import java.time.Instant;

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
}
