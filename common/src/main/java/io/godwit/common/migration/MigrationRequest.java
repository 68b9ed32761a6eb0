package io.godwit.common.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person asks for. Written by the API gateway, decided by the orchestrator, which answers
/// each with a fact whose causation is the request's id.
public sealed interface MigrationRequest {
    String migration();

    record CreateMigration(MigrationSpec spec) implements MigrationRequest {
        @Override
        public String migration() {
            return spec.name();
        }
    }

    /// @param keepTarget leave the target as it is instead of undoing what was made there
    record CancelMigration(String migration, boolean keepTarget) implements MigrationRequest {}

    record RetryMigration(String migration) implements MigrationRequest {}

    /// Asks the rules again, after a validation that failed or that was all that was asked for.
    ///
    /// @param allRules also those that succeeded
    record RevalidateMigration(String migration, boolean allRules) implements MigrationRequest {}

    record DeleteMigration(String migration) implements MigrationRequest {}

    /// @param database one that is ready, by its name on the source; null for all
    /// @param fence make the source's databases read-only and end their sessions
    /// @param timeoutMillis after which a database that is not drained is given up and followed on
    record CutoverMigration(
            String migration, @Nullable String database, boolean fence, long timeoutMillis)
            implements MigrationRequest {}

    /// Stop applying; capture goes on, so that the source's WAL is not held.
    record PauseMigration(String migration) implements MigrationRequest {}

    /// Apply again after a pause, or after what stopped the stream was mended.
    record ResumeMigration(String migration) implements MigrationRequest {}

    /// Compare source and target. The migration itself is not touched.
    ///
    /// @param tables patterns as in a table filter; empty for all that move
    /// @param parallelism how many pieces are compared at once
    /// @param rowsPerSecond read from each server at most, 0 for as fast as it goes
    /// @param secretId where the passwords lie, null for the migration's own
    record CompareMigration(
            String migration,
            ComparisonLevel level,
            List<String> tables,
            int parallelism,
            long rowsPerSecond,
            @Nullable String secretId)
            implements MigrationRequest {
        public CompareMigration {
            tables = List.copyOf(tables);
        }
    }
}
