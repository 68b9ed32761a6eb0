package io.godwit.common.migration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can ever happen to a migration. Facts: past tense, never changed, kept for ever.
/// Each may arrive late or twice. `docs/events.md` documents them for other programs.
public sealed interface MigrationEvent {

    // The life of a migration; written by the orchestrator.

    record MigrationCreated(MigrationSpec spec) implements MigrationEvent {}

    /// The request that caused this was not carried out.
    record RequestRefused(FailureCode code, String message) implements MigrationEvent {}

    record CancelRequested(boolean keepTarget, int run) implements MigrationEvent {}

    /// @param unmetRulesOnly whether rules that succeeded before are not asked again
    record RetryRequested(int run, boolean unmetRulesOnly) implements MigrationEvent {
        public RetryRequested(int run) {
            this(run, false);
        }
    }

    record DeleteRequested(int run) implements MigrationEvent {}

    record ValidationEnded(RuleStatus status) implements MigrationEvent {}

    /// All databases are loaded and checked; they take their final names now, and there is no
    /// cancel any more.
    record CompletionStarted() implements MigrationEvent {}

    record MigrationSucceeded() implements MigrationEvent {}

    record MigrationFailed(Failure failure, int run) implements MigrationEvent {}

    record MigrationValidationFailed() implements MigrationEvent {}

    record MigrationCanceled() implements MigrationEvent {}

    record MigrationDeleted() implements MigrationEvent {}

    // Work; issued by the orchestrator, answered by workers.

    /// The command for this attempt was published in the same transaction.
    record WorkIssued(WorkRef work) implements MigrationEvent {}

    record WorkFailed(WorkRef work, Failure failure) implements MigrationEvent {}

    /// The worker gave up because the migration was canceled, failed or started over.
    record WorkStopped(WorkRef work) implements MigrationEvent {}

    /// The snapshot was lost and the source may have been written to since: nothing that was copied
    /// counts any more, and work of earlier generations stops.
    ///
    /// @param generation the one that starts now
    record DatabaseStartedOver(String database, int generation) implements MigrationEvent {}

    // What workers did.

    /// Further objects of a rule, and how to mend them, where there are too many for one message.
    /// The result follows in [RulesChecked] of the same attempt; each chunk comes once, in order.
    ///
    /// @param rule the code
    record RuleObjectsFound(WorkRef work, String rule, List<String> objects, List<Fix> fixes)
            implements MigrationEvent {
        public RuleObjectsFound {
            objects = List.copyOf(objects);
            fixes = List.copyOf(fixes);
        }
    }

    /// What the work's database will take; the latest one counts.
    record DatabaseEstimated(WorkRef work, DatabaseEstimate estimate) implements MigrationEvent {}

    /// How the surroundings differ, of the servers or of the work's database; the latest one
    /// counts.
    record EnvironmentCompared(WorkRef work, List<EnvironmentDifference> differences)
            implements MigrationEvent {
        public EnvironmentCompared {
            differences = List.copyOf(differences);
        }
    }

    /// @param work of a server when its database is null, else of that database
    record RulesChecked(WorkRef work, List<RuleResult> results) implements MigrationEvent {
        public RulesChecked {
            results = List.copyOf(results);
        }
    }

    /// Written before the change is made.
    record ChangeIntended(Change change) implements MigrationEvent {}

    record ChangeUndone(String changeId) implements MigrationEvent {}

    record NoticeRaised(Notice notice) implements MigrationEvent {}

    record RolesPrepared(WorkRef work) implements MigrationEvent {}

    /// A chunk of the plan; complete when [DatabasePrepared] of the same attempt follows.
    record TablesPlanned(WorkRef work, List<PlannedTable> tables) implements MigrationEvent {
        public TablesPlanned {
            tables = List.copyOf(tables);
        }
    }

    record CopiesPlanned(WorkRef work, List<PlannedCopy> copies) implements MigrationEvent {
        public CopiesPlanned {
            copies = List.copyOf(copies);
        }
    }

    record IndexesPlanned(WorkRef work, List<PlannedBuild> builds) implements MigrationEvent {
        public IndexesPlanned {
            builds = List.copyOf(builds);
        }
    }

    /// The staging database exists with its schema, and the plan is complete.
    record DatabasePrepared(WorkRef work, int tables, int copies, int builds)
            implements MigrationEvent {}

    record TablesCopied(WorkRef work, List<CopiedPart> parts) implements MigrationEvent {
        public TablesCopied {
            parts = List.copyOf(parts);
        }
    }

    /// Finished tables stay although the snapshot that they were copied under is gone, and the rest
    /// is copied under another one.
    ///
    /// @param copies the numbers of those to be made anew: their tables are empty again
    /// @param changed tables whose definition is not that of the staging database any more; if
    ///   there are any, nothing was done, and nothing of the copy can be kept
    record CopyResumed(WorkRef work, List<Integer> copies, List<String> changed)
            implements MigrationEvent {
        public CopyResumed {
            copies = List.copyOf(copies);
            changed = List.copyOf(changed);
        }
    }

    record IndexesBuilt(WorkRef work, int build) implements MigrationEvent {}

    /// Changes can be applied although the database is not finished.
    record KeysAttached(WorkRef work) implements MigrationEvent {}

    /// Constraints, the rest of the schema, sequences, large objects, materialized views and
    /// statistics are there, and the catalogs agree.
    record DatabaseFinished(WorkRef work) implements MigrationEvent {}

    record TablesCompared(WorkRef work, List<ComparedTable> tables) implements MigrationEvent {
        public TablesCompared {
            tables = List.copyOf(tables);
        }
    }

    /// The new database has its final name; the old one, if any, stands aside.
    record DatabaseSwapped(WorkRef work) implements MigrationEvent {}

    /// Old databases that stood aside are dropped, the marker schemas too.
    record TargetTidied(WorkRef work) implements MigrationEvent {}

    /// Every change that was to be undone is.
    record ChangesUndone(WorkRef work) implements MigrationEvent {}

    // Snapshots; requested by the orchestrator, held by the cdc-worker.

    record SnapshotRequested(String database, int generation) implements MigrationEvent {}

    /// @param snapshot the name that `SET TRANSACTION SNAPSHOT` takes
    /// @param visible which transactions it sees, as `pg_snapshot`'s text; null if nothing is
    ///   followed
    record SnapshotOpened(
            String database, int generation, String snapshot, @Nullable String visible)
            implements MigrationEvent {}

    record SnapshotLost(String database, int generation, Failure failure)
            implements MigrationEvent {}

    record SnapshotReleased(String database, int generation) implements MigrationEvent {}

    // Following; asked for by the orchestrator, done by the cdc-worker.

    /// Slot and publication are there: every transaction that commits from now on will be captured.
    ///
    /// @param consistentPoint where the slot begins, as an LSN's text
    /// @param horizon the first transaction id (64 bits) that was not assigned yet when the slot
    ///   was there
    record FollowingStarted(
            String database, Following following, String consistentPoint, long horizon)
            implements MigrationEvent {}

    /// The duty was published in the same transaction.
    record CaptureRequested(WorkRef work) implements MigrationEvent {}

    /// The duty was published in the same transaction.
    record ApplyRequested(WorkRef work) implements MigrationEvent {}

    /// Capture or apply cannot go on by itself; nothing is lost, and a resume goes on from there.
    ///
    /// @param work of the duty
    record StreamStopped(WorkRef work, Failure failure) implements MigrationEvent {}

    /// Source and target are as good as equal: a cutover would take about a second.
    ///
    /// @param work of the applying duty
    record DatabaseCaughtUp(WorkRef work) implements MigrationEvent {}

    /// The person asked for a pause; capture goes on.
    record PauseRequested() implements MigrationEvent {}

    record ResumeRequested() implements MigrationEvent {}

    /// The duty to stop was published in the same transaction.
    ///
    /// @param epoch of the latest `ApplyRequested`
    record ApplyStopRequested(String database, int generation, int epoch)
            implements MigrationEvent {}

    /// Nothing is written to the target any more by epochs up to this one.
    record ApplyStopped(String database, int generation, int epoch) implements MigrationEvent {}

    /// The duty to stop was published in the same transaction.
    record FollowingStopRequested(String database) implements MigrationEvent {}

    /// The change topic is gone, and nobody reads the slot.
    record FollowingStopped(String database) implements MigrationEvent {}

    // Cutover.

    /// @param databases that are to be cut over, by their names on the source
    /// @param number from 1; each database's works of this cutover carry it
    /// @param fence whether the source's databases are made read-only and their sessions ended
    /// @param timeoutMillis after which a database that is not drained is given up
    record CutoverRequested(List<String> databases, int number, boolean fence, long timeoutMillis)
            implements MigrationEvent {
        public CutoverRequested {
            databases = List.copyOf(databases);
        }
    }

    /// The target has the schema that the source has by now.
    ///
    /// @param unproven tables that were made or changed on the source since they were copied, and
    ///   whose rows are not proven equal since; their ids are below -1 and tell them apart only
    ///   within this fact
    /// @param look the same for the look behind the fence, with what this one has proven; null if
    ///   it is that one
    record DriftChecked(WorkRef work, List<TableRef> unproven, @Nullable DriftLook look)
            implements MigrationEvent {
        public DriftChecked {
            unproven = List.copyOf(unproven);
        }
    }

    /// The source is fenced, if asked for, and the marker is in its WAL.
    ///
    /// @param lsn of the marker, as text
    /// @param paused when applications could not write any more; without a fence, when the marker
    ///   was written
    record CutoverMarked(WorkRef work, String lsn, Instant paused) implements MigrationEvent {}

    /// Everything up to the marker is in the target: the bookmark there says so.
    ///
    /// @param lsn of the bookmark, as text
    record CutoverDrained(String database, int number, String lsn) implements MigrationEvent {}

    /// Sequences, materialized views and triggers are as on the source.
    record DatabaseSettled(WorkRef work) implements MigrationEvent {}

    /// The fence is undone; applying goes on.
    record CutoverGivenUp(String database, int number, Failure failure) implements MigrationEvent {}

    // Comparison; asked for by a person, beside the migration's own course.

    /// @param number from 1
    /// @param rowsPerSecond read from each server at most, 0 for as fast as it goes
    /// @param secretId where the passwords lie, null for the migration's own
    record ComparisonRequested(
            int number,
            ComparisonLevel level,
            List<String> tables,
            int parallelism,
            long rowsPerSecond,
            @Nullable String secretId)
            implements MigrationEvent {
        public ComparisonRequested {
            tables = List.copyOf(tables);
        }
    }

    /// A chunk of a comparison's plan; complete when [ComparisonPlanned] of the same attempt
    /// follows.
    record PiecesPlanned(WorkRef work, List<ComparisonPiece> pieces) implements MigrationEvent {
        public PiecesPlanned {
            pieces = List.copyOf(pieces);
        }
    }

    /// @param sourceVersion as the server says it
    /// @param targetVersion as the server says it
    record ComparisonPlanned(
            WorkRef work, int tables, int pieces, String sourceVersion, String targetVersion)
            implements MigrationEvent {}

    /// @param relations tables whose rows were compared
    /// @param objects compared otherwise: of the catalog, sequences, large objects
    /// @param differences the first ones, bounded
    /// @param differing how many were found; at least as many as are listed
    /// @param unsettled rows that were not judged, as what differs may be on its way: they are
    ///   neither different nor proven equal
    record PieceCompared(
            WorkRef work,
            List<ComparedRelation> relations,
            long objects,
            List<ComparisonDifference> differences,
            long differing,
            long unsettled)
            implements MigrationEvent {
        public PieceCompared {
            relations = List.copyOf(relations);
            differences = List.copyOf(differences);
        }
    }

    /// @param differing found altogether
    /// @param failure why it could not be finished, null if it was
    record ComparisonEnded(int number, long differing, @Nullable Failure failure)
            implements MigrationEvent {}
}
