package io.godwit.gateway.views;

import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.DatabaseEstimate;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Notice;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.State;
import io.godwit.common.migration.Substate;
import io.godwit.common.migration.Verification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything about one migration, but its tables one by one.
///
/// @param run 1, and one more for each retry
/// @param keepTarget what the cancel was told to do with the target, null if none was asked for
/// @param validation null until something was validated
/// @param progress of all databases together
/// @param changes made on the servers, and whether they were undone
/// @param retries work that failed and is, or will be, tried again
/// @param lastError why the migration failed; while it is in progress the newest unresolved failure
public record MigrationDetails(
        String name,
        State state,
        Substate substate,
        Mode mode,
        Option option,
        SourceType sourceType,
        ServerDetails source,
        ServerDetails target,
        boolean overwriteDBsInTarget,
        boolean migrateRoles,
        boolean sourceReadOnly,
        Verification verification,
        int parallelism,
        int run,
        @Nullable Boolean keepTarget,
        boolean deleting,
        double durationSeconds,
        Instant started,
        @Nullable Instant ended,
        @Nullable ValidationDetails validation,
        ProgressDetails progress,
        List<DatabaseDetails> databases,
        @Nullable ComparisonDetails comparison,
        List<Notice> notices,
        List<ChangeDetails> changes,
        List<ErrorDetails> retries,
        @Nullable ErrorDetails lastError) {

    /// A server without its password.
    public record ServerDetails(
            String host,
            int port,
            String address,
            String user,
            String maintenanceDatabase,
            SslMode sslMode) {
        static ServerDetails of(Server server) {
            return new ServerDetails(
                    server.host(),
                    server.port(),
                    server.address(),
                    server.user(),
                    server.maintenanceDatabase(),
                    server.sslMode());
        }
    }

    /// @param status over all, null until every rule was checked
    /// @param server the rules about the two servers
    /// @param runs how each validation so far ended, the oldest first
    /// @param environmentDifferences how many there are in the environment report
    public record ValidationDetails(
            @Nullable RuleStatus status,
            RulesDetails server,
            List<DatabaseRules> databases,
            List<ValidationRun> runs,
            int environmentDifferences) {}

    /// @param status the worst of its rules, null until they were checked
    public record RulesDetails(@Nullable RuleStatus status, List<RuleDetails> rules) {
        static RulesDetails of(@Nullable List<RuleResult> rules) {
            if (rules == null) {
                return new RulesDetails(null, List.of());
            }
            RuleStatus worst =
                    rules.stream()
                            .map(RuleResult::status)
                            .reduce(RuleStatus.SUCCEEDED, RuleStatus::and);
            return new RulesDetails(worst, rules.stream().map(RuleDetails::of).toList());
        }
    }

    /// @param estimate of what moving it takes, null until it was made
    public record DatabaseRules(
            String database,
            @Nullable RuleStatus status,
            List<RuleDetails> rules,
            @Nullable DatabaseEstimate estimate) {}

    /// How one validation ended: over all rules, also those that it did not ask again.
    ///
    /// @param run of the migration that it was part of
    public record ValidationRun(
            int run, RuleStatus status, Instant ended, int succeeded, int warnings, int failed) {}

    /// @param stagingDatabase its name on the target until it has its final one, null before and
    ///   after
    /// @param step what is being done with it now
    /// @param following null unless the migration is Online
    public record DatabaseDetails(
            String name,
            String targetName,
            @Nullable String stagingDatabase,
            List<String> selectedTables,
            List<String> excludedTables,
            Step step,
            @Nullable Instant started,
            @Nullable Instant ended,
            ProgressDetails progress,
            @Nullable ComparisonDetails comparison,
            @Nullable FollowingDetails following) {}

    /// @param tables how many were compared
    /// @param differences at most a hundred
    public record ComparisonDetails(int tables, int equal, List<Difference> differences) {}

    /// @param schema null, as `table`, of what is in no table or in one that was made after the
    ///   copy; `difference` names it then
    public record Difference(
            String database, @Nullable String schema, @Nullable String table, String difference) {}

    public record ChangeDetails(
            String id,
            Side side,
            ChangeKind kind,
            String object,
            String undo,
            Instant made,
            @Nullable Instant undone) {}

    /// What is being done with a database.
    public enum Step {
        WAITING("Waiting"),
        PREPARING("Preparing"),
        COPYING("Copying"),
        BUILDING_INDEXES("BuildingIndexes"),
        FINISHING("Finishing"),
        COMPARING("Comparing"),
        READY("Ready"),
        FOLLOWING("Following"),
        CUTTING_OVER("CuttingOver"),
        IN_PLACE("InPlace");

        private final String word;

        Step(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
