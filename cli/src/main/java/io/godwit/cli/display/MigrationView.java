package io.godwit.cli.display;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A migration as the service shows it. What a list leaves out is empty.
public record MigrationView(
        String name,
        String state,
        String substate,
        String mode,
        String option,
        String verification,
        String source,
        String sourceType,
        String target,
        Duration duration,
        Optional<Instant> started,
        Optional<Instant> ended,
        Progress progress,
        List<DatabaseView> databases,
        List<RuleView> rules,
        List<EstimateView> estimates,
        Optional<ComparisonView> comparison,
        List<NoticeView> notices,
        Optional<FailureView> failure) {
    public MigrationView {
        databases = List.copyOf(databases);
        rules = List.copyOf(rules);
        estimates = List.copyOf(estimates);
        notices = List.copyOf(notices);
    }

    public boolean hasEnded() {
        return switch (state) {
            case "Succeeded", "Failed", "ValidationFailed", "Canceled" -> true;
            default -> false;
        };
    }

    /// An online migration that has caught up.
    public boolean waitsForCutover() {
        return state.equals("WaitingForUserAction");
    }

    public MigrationView withDatabases(List<DatabaseView> others) {
        return new MigrationView(
                name,
                state,
                substate,
                mode,
                option,
                verification,
                source,
                sourceType,
                target,
                duration,
                started,
                ended,
                progress,
                others,
                rules,
                estimates,
                comparison,
                notices,
                failure);
    }

    /// `InProgress · MigratingData`; the state alone where the substate adds nothing.
    String words() {
        return substate.isEmpty() || hasEnded() ? state : state + " · " + substate;
    }

    /// Counts of tables, how much of the rows is over, how fast it goes.
    ///
    /// @param estimatedRows the source's estimate, 0 if it has none
    /// @param rowsPerSecond as the service measured it, 0 if nothing is measured yet
    /// @param estimatedFinish of the copy
    public record Progress(
            long queued,
            long copying,
            long copied,
            long errored,
            long rows,
            long bytes,
            long estimatedRows,
            double rowsPerSecond,
            double bytesPerSecond,
            Optional<Instant> estimatedFinish,
            long indexes,
            long indexesBuilt) {
        public long tables() {
            return queued + copying + copied + errored;
        }

        public boolean allCopied() {
            return tables() > 0 && copied == tables();
        }

        /// Between 0 and 1; 1 only when every table is copied. What the source says about its sizes
        /// is an estimate, so rows alone never make a whole.
        public double fraction() {
            if (tables() == 0) {
                return 0;
            }
            if (allCopied()) {
                return 1;
            }
            double part =
                    estimatedRows > 0 ? (double) rows / estimatedRows : (double) copied / tables();
            return Math.clamp(part, 0, 0.99);
        }
    }

    /// @param staging its name on the target until it has its final one, or empty
    /// @param step such as `Copying` or `BuildingIndexes`
    /// @param tables those in flight, where they were asked for
    public record DatabaseView(
            String name,
            String targetName,
            String staging,
            String step,
            Progress progress,
            Optional<FollowingView> following,
            List<TableView> tables) {
        public DatabaseView {
            tables = List.copyOf(tables);
        }

        public DatabaseView withTables(List<TableView> others) {
            return new DatabaseView(name, targetName, staging, step, progress, following, others);
        }
    }

    /// How a database is followed.
    ///
    /// @param latency seconds behind the source, below 0 while unknown
    /// @param cuttingOver whether a cutover is under way
    /// @param paused whether the latest one got as far as to let the applications wait
    /// @param pauseMillis what applications felt at the cutover, below 0 before its end
    public record FollowingView(
            String state,
            long appliedChanges,
            long inserts,
            long updates,
            long deletes,
            double latency,
            long pendingBytes,
            boolean cuttingOver,
            boolean paused,
            long pauseMillis) {
        /// Nothing is applied until a person says so.
        boolean rests() {
            return state.equals("PAUSED") || state.equals("STOPPED");
        }

        /// What a cutover means for the applications, such as `, applications still write`; empty
        /// without one.
        String applications() {
            if (pauseMillis >= 0) {
                return String.format(
                        Locale.ROOT, ", applications paused for %.2f s", pauseMillis / 1000.0);
            }
            if (!cuttingOver) {
                return "";
            }
            return paused ? ", applications wait" : ", applications still write";
        }
    }

    /// @param state `Queued`, `Copying`, `Copied` or `Errored`
    /// @param compared `equal`, what differs, or empty
    /// @param error why it could not be copied, or empty
    public record TableView(
            String schema,
            String name,
            String state,
            long rows,
            long estimatedRows,
            long bytes,
            Optional<Instant> started,
            Optional<Instant> ended,
            String compared,
            String error) {
        public String qualified() {
            return schema + "." + name;
        }

        public boolean copying() {
            return state.equals("Copying");
        }
    }

    /// @param scope `servers` or a database
    public record RuleView(
            String scope,
            String code,
            String name,
            String status,
            String message,
            String meaning,
            String severity,
            Duration duration,
            List<String> objects,
            long objectCount,
            String action,
            String fix) {
        public RuleView {
            objects = List.copyOf(objects);
        }

        public boolean succeeded() {
            return status.equals("Succeeded");
        }
    }

    /// What moving a database takes.
    public record EstimateView(
            String database,
            long tables,
            long rows,
            long tableBytes,
            long indexes,
            long indexBytes,
            long parts,
            long diskBytes,
            long leastSeconds,
            long mostSeconds,
            long walBytesPerSecond,
            long walBytes,
            String confidence,
            List<String> reasons) {
        public EstimateView {
            reasons = List.copyOf(reasons);
        }
    }

    public record ComparisonView(long tables, long equal, List<String> differences) {
        public ComparisonView {
            differences = List.copyOf(differences);
        }
    }

    public record NoticeView(String code, String message, String action, List<String> objects) {
        public NoticeView {
            objects = List.copyOf(objects);
        }
    }

    public record FailureView(
            String code, String kind, String message, String serverText, String action) {}
}
