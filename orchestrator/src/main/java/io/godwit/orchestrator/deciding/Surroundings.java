package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.Optional;

/// What a decision may know besides the migration's own state. It comes in as a value, so that
/// decisions can be repeated.
public interface Surroundings {
    Instant now();

    /// When the attempt was last heard of by telemetry, if ever; not before this process could
    /// listen, so that a restart gives up nobody.
    Optional<Instant> lastSeen(WorkRef work);

    /// The active migration that claimed one of these target databases before, if any.
    Optional<String> claimant(MigrationState state);
}
