package io.godwit.gateway.views;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationSpec;
import java.time.Duration;
import java.time.Instant;

final class Summaries {
    private Summaries() {}

    static MigrationSummary summary(MigrationProgress progress, Instant now) {
        MigrationSpec spec = progress.spec;
        return new MigrationSummary(
                spec.name(),
                progress.state,
                progress.substate,
                spec.mode(),
                spec.option(),
                spec.option(),
                spec.source().address(),
                spec.sourceType(),
                spec.target().address(),
                spec.databases().stream().map(DatabaseSpec::name).toList(),
                durationSeconds(progress, now),
                progress.started,
                progress.ended);
    }

    static double durationSeconds(MigrationProgress progress, Instant now) {
        Instant end = progress.ended == null ? now : progress.ended;
        return Math.max(0, Duration.between(progress.started, end).toMillis()) / 1000.0;
    }
}
