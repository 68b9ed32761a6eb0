package io.godwit.orchestrator.deciding;

import java.time.Duration;
import java.time.Instant;

/// When work that failed is tried again, and when an attempt that fell silent is given up.
///
/// @param attempts how many failures in a row end the run
/// @param firstDelay before the second attempt; doubled for each further one
/// @param maxDelay never longer than this
/// @param lease how long an attempt may be silent
/// @param snapshotGrace how long a failed migration keeps its snapshots open for a retry
public record RetryPolicy(
        int attempts,
        Duration firstDelay,
        Duration maxDelay,
        Duration lease,
        Duration snapshotGrace) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(
                    8,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(45),
                    Duration.ofMinutes(15));

    boolean exhausted(int failures) {
        return failures >= attempts;
    }

    boolean due(int failures, Instant failed, Instant now) {
        return !now.isBefore(failed.plus(delay(failures)));
    }

    private Duration delay(int failures) {
        Duration delay = firstDelay.multipliedBy(1L << Math.clamp(failures - 1L, 0, 20));
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }
}
