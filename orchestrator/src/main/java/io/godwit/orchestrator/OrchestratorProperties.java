package io.godwit.orchestrator;

import io.godwit.orchestrator.deciding.RetryPolicy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.orchestrator.*`.
///
/// @param attempts how many transient failures in a row end a migration, 1 to 100
/// @param firstDelay before work is tried a second time; doubled for each further time
/// @param maxDelay the longest time between two attempts
/// @param lease how long an attempt may be silent before another is issued
/// @param snapshotGrace how long a failed migration keeps its snapshots open for a retry
@Validated
@ConfigurationProperties("godwit.orchestrator")
record OrchestratorProperties(
        @DefaultValue("8") @Min(1) @Max(100) int attempts,
        @DefaultValue("1s") @NotNull Duration firstDelay,
        @DefaultValue("1m") @NotNull Duration maxDelay,
        @DefaultValue("45s") @NotNull Duration lease,
        @DefaultValue("15m") @NotNull Duration snapshotGrace) {

    RetryPolicy policy() {
        return new RetryPolicy(attempts, firstDelay, maxDelay, lease, snapshotGrace);
    }
}
