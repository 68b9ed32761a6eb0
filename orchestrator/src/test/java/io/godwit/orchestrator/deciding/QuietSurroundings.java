package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.Optional;

/// Nobody was heard of, and nobody claims anything.
record QuietSurroundings(Instant now) implements Surroundings {
    @Override
    public Optional<Instant> lastSeen(WorkRef work) {
        return Optional.empty();
    }

    @Override
    public Optional<String> claimant(MigrationState state) {
        return Optional.empty();
    }
}
