package io.godwit.gateway.reports;

import io.godwit.gateway.views.ComparisonRun;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.TableDetails;
import java.time.Instant;
import java.util.List;

/// Everything that happened to a migration.
///
/// @param godwit the version that made the report
/// @param digest SHA-256 in hexadecimal over the content's bytes as the JSON answer has them: all
///   between `"content":` and the last brace
public record MigrationReport(
        String godwit, Instant made, String digestAlgorithm, String digest, Content content) {

    /// @param pauses what applications felt at each cutover
    /// @param comparisons the newest first
    public record Content(
            MigrationDetails migration,
            List<DatabaseTables> databases,
            List<Pause> pauses,
            List<ComparisonRun> comparisons) {}

    public record DatabaseTables(String database, List<TableDetails> tables) {}

    /// @param paused when applications could not write any more
    /// @param ended when the database had its final name
    public record Pause(String database, Instant paused, Instant ended, long millis) {}
}
