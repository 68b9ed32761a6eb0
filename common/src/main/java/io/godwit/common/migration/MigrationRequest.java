package io.godwit.common.migration;

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
}
