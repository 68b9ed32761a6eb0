package io.godwit.common.migration;

import io.godwit.common.migration.CdcCommand.*;
import io.godwit.common.migration.MigrationEvent.*;
import io.godwit.common.migration.MigrationEvent.ComparisonEnded;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.MigrationRequest.*;
import io.godwit.common.migration.MigrationRequest.CompareMigration;
import io.godwit.common.migration.Telemetry.*;
import io.godwit.common.migration.WorkerCommand.*;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import java.time.Instant;
import java.util.List;

/// One of each message, with hostile names in it.
public final class Samples {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final String HOSTILE = "\"; drop table x; -- 'ünï\\cödé";
    private static final Failure FAILURE =
            new Failure(FailureCode.CONNECTION_LOST, "cut", "08006", "server\ntext");
    private static final Server SOURCE =
            new Server("::1", 5433, "u@host", "postgres", SslMode.VERIFY_FULL, "env:PASSWORD");
    private static final Server TARGET =
            new Server("target.example", 5432, HOSTILE, "defaultdb", SslMode.PREFER, null);
    private static final DatabaseSpec DATABASE =
            new DatabaseSpec(
                    HOSTILE, "b", new TableFilter(List.of("a.b", "\"c.d\".*"), List.of("x")));
    private static final MigrationSpec SPEC =
            new MigrationSpec(
                    "m",
                    Mode.OFFLINE,
                    Option.VALIDATE_AND_MIGRATE,
                    SourceType.AWS,
                    SOURCE,
                    TARGET,
                    List.of(DATABASE),
                    true,
                    true,
                    false,
                    Verification.FULL,
                    4,
                    "secret-1");
    private static final WorkRef WORK = new WorkRef("m", "database/0/copy/3", 2, 1, HOSTILE, 7);
    private static final WorkRef SERVER_WORK = new WorkRef("m", "roles", 1, 1, null, 0);
    private static final TableRef TABLE = new TableRef(0, 4_000_000_000L, HOSTILE, "t");
    private static final PlannedPart PART =
            new PlannedPart(0, 1, 2, new PartRange(null, "(0,0)", null), 8192);
    private static final PlannedPart KEYED =
            new PlannedPart(0, 0, 2, new PartRange("id", null, "5"), 8192);
    private static final PlannedIndex INDEX = new PlannedIndex(0, 16_400, "i", 8192);
    private static final Endpoints ENDPOINTS = new Endpoints(SOURCE, TARGET, "secret-1");
    private static final WorkRef CAPTURE = new WorkRef("m", "database/0/capture", 2, 1, HOSTILE, 7);
    private static final WorkRef APPLY = new WorkRef("m", "database/0/apply", 2, 1, HOSTILE, 7);
    private static final Following FOLLOWING =
            new Following("godwit_1", "godwit_1", "godwit.changes.m.b");
    private static final Change CHANGE =
            new Change("c1", Side.TARGET, ChangeKind.DATABASE_SWAPPED, "b", "old", "ALTER …");

    private static final WorkRef COMPARE =
            new WorkRef("m", "comparison/1/0/plan", 1, 1, HOSTILE, 0);
    private static final ComparisonPiece PIECE =
            new ComparisonPiece(
                    0, List.of(new TableName("a", HOSTILE)), new PartRange("id", "1", null), 8192);
    private static final ComparisonPiece WHOLE =
            new ComparisonPiece(1, List.of(new TableName("a", HOSTILE)), null, 8192);
    private static final ComparisonScope SCOPE =
            new ComparisonScope(ComparisonLevel.FULL, TableFilter.ALL, List.of("a.*"), true, 1000);
    private static final Fix FIX =
            new Fix(Side.SOURCE, HOSTILE, "ALTER ROLE x BYPASSRLS;", "ALTER ROLE x …;", true);
    private static final DatabaseEstimate ESTIMATE =
            new DatabaseEstimate(
                    1,
                    2,
                    3,
                    4,
                    5,
                    6,
                    7,
                    HOSTILE,
                    3,
                    10,
                    8192,
                    100L,
                    1L,
                    2L,
                    50L,
                    100L,
                    "low",
                    List.of("reason"),
                    AT);

    private Samples() {}

    public static List<Object> all() {
        return List.of(
                new CreateMigration(SPEC),
                new CancelMigration("m", true),
                new RetryMigration("m"),
                new RevalidateMigration("m", true),
                new DeleteMigration("m"),
                new CutoverMigration("m", HOSTILE, true, 30_000),
                new PauseMigration("m"),
                new ResumeMigration("m"),
                new CompareMigration(
                        "m", ComparisonLevel.FULL, List.of("a.*"), 4, 1000, "secret-2"),
                new MigrationCreated(SPEC),
                new RequestRefused(FailureCode.TARGET_BUSY, "busy"),
                new CancelRequested(true, 1),
                new RetryRequested(2),
                new DeleteRequested(2),
                new ValidationEnded(RuleStatus.WARNING),
                new CompletionStarted(),
                new MigrationSucceeded(),
                new MigrationFailed(FAILURE, 1),
                new MigrationValidationFailed(),
                new MigrationCanceled(),
                new MigrationDeleted(),
                new WorkIssued(WORK),
                new WorkFailed(WORK, FAILURE),
                new WorkStopped(WORK),
                new DatabaseStartedOver(HOSTILE, 2),
                new RulesChecked(SERVER_WORK, List.of(rule())),
                new RuleObjectsFound(WORK, "CODE", List.of(HOSTILE), List.of(FIX)),
                new DatabaseEstimated(WORK, ESTIMATE),
                new EnvironmentCompared(
                        WORK, List.of(new EnvironmentDifference("setting", "n", "1", null))),
                new ChangeIntended(CHANGE),
                new ChangeUndone("c1"),
                new NoticeRaised(new Notice("CODE", null, "message", "action", List.of("o"))),
                new RolesPrepared(SERVER_WORK),
                new TablesPlanned(WORK, List.of(new PlannedTable(TABLE, 8192, -1))),
                new CopiesPlanned(WORK, List.of(new PlannedCopy(0, List.of(PART, KEYED)))),
                new IndexesPlanned(WORK, List.of(new PlannedBuild(0, List.of(INDEX)))),
                new DatabasePrepared(WORK, 1, 1, 1),
                new TablesCopied(WORK, List.of(new CopiedPart(0, 1, 10, 100))),
                new CopyResumed(WORK, List.of(0, 3), List.of("a.b: dropped")),
                new IndexesBuilt(WORK, 0),
                new KeysAttached(WORK),
                new DatabaseFinished(WORK),
                new TablesCompared(WORK, List.of(new ComparedTable(0, 1, 2, "one row more"))),
                new DatabaseSwapped(WORK),
                new TargetTidied(SERVER_WORK),
                new ChangesUndone(SERVER_WORK),
                new SnapshotRequested(HOSTILE, 1),
                new SnapshotOpened(HOSTILE, 1, "00000003-1", null),
                new SnapshotLost(HOSTILE, 1, FAILURE),
                new SnapshotReleased(HOSTILE, 1),
                new FollowingStarted(HOSTILE, FOLLOWING, "16/B374D848", 5_000_000_000L),
                new CaptureRequested(CAPTURE),
                new ApplyRequested(APPLY),
                new StreamStopped(APPLY, FAILURE),
                new DatabaseCaughtUp(APPLY),
                new PauseRequested(),
                new ResumeRequested(),
                new ApplyStopRequested(HOSTILE, 7, 2),
                new ApplyStopped(HOSTILE, 7, 2),
                new FollowingStopRequested(HOSTILE),
                new FollowingStopped(HOSTILE),
                new CutoverRequested(List.of(HOSTILE), 1, true, 30_000),
                new DriftChecked(WORK, List.of(new TableRef(-2, 16384, "a", HOSTILE)), null),
                new CutoverMarked(WORK, "16/B374D848", AT),
                new CutoverDrained(HOSTILE, 1, "16/B374D848"),
                new DatabaseSettled(WORK),
                new CutoverGivenUp(HOSTILE, 1, FAILURE),
                new ComparisonRequested(1, ComparisonLevel.FULL, List.of("a.*"), 4, 1000, null),
                new PiecesPlanned(COMPARE, List.of(PIECE, WHOLE)),
                new ComparisonPlanned(COMPARE, 2, 2, "15.1", "17.2"),
                new PieceCompared(
                        COMPARE,
                        List.of(new ComparedRelation("a", HOSTILE, 5, 4, false)),
                        1,
                        List.of(
                                new ComparisonDifference(
                                        DifferenceKind.MISSING,
                                        "row",
                                        HOSTILE,
                                        "(1)",
                                        "(1,\n)",
                                        null,
                                        "INSERT …")),
                        1,
                        2),
                new ComparisonEnded(1, 1, FAILURE),
                new ValidateServers(SERVER_WORK, SPEC),
                new ValidateDatabase(WORK, SPEC, DATABASE),
                new CompareTables(
                        WORK, ENDPOINTS, HOSTILE, "s", null, Verification.FULL, List.of(TABLE)),
                new PlanComparison(COMPARE, ENDPOINTS, HOSTILE, "b", SCOPE, 4),
                new CompareSchema(COMPARE, ENDPOINTS, HOSTILE, "b", SCOPE),
                new ComparePiece(COMPARE, ENDPOINTS, HOSTILE, "b", SCOPE, PIECE),
                new CompareRemainder(COMPARE, ENDPOINTS, HOSTILE, "b", SCOPE),
                new PrepareRoles(SERVER_WORK, SPEC),
                new PrepareDatabase(WORK, SPEC, DATABASE, "staging", "00000003-1"),
                new CopyTables(
                        WORK, ENDPOINTS, HOSTILE, "s", "n", List.of(TABLE), List.of(PART, KEYED)),
                new BuildIndexes(
                        WORK, ENDPOINTS, HOSTILE, "s", 0, List.of(TABLE), List.of(INDEX), false),
                new ResumeCopy(WORK, SPEC, DATABASE, "s", "n", List.of(0, 3), List.of(TABLE)),
                new AttachKeys(WORK, SPEC, DATABASE, "staging", "00000003-1"),
                new FinishDatabase(WORK, SPEC, DATABASE, "staging", "00000003-1"),
                new SwapDatabase(WORK, SPEC, DATABASE, "staging", "aside"),
                new TidyTarget(SERVER_WORK, SPEC, List.of("aside")),
                new UndoChanges(SERVER_WORK, SPEC, List.of(CHANGE)),
                new CheckDrift(
                        WORK, ENDPOINTS, HOSTILE, "staging", TableFilter.ALL, "godwit_1", null),
                new MarkCutover(WORK, SPEC, DATABASE, "staging", 1, true),
                new SettleDatabase(WORK, SPEC, DATABASE, "staging", List.of(CHANGE)),
                new HoldSnapshot("m", HOSTILE, 1, ENDPOINTS, null),
                new CaptureChanges(CAPTURE, ENDPOINTS, FOLLOWING),
                new ApplyChanges(APPLY, ENDPOINTS, FOLLOWING, HOSTILE, "staging", "10:20:10,14"),
                new StopApplying("m", HOSTILE, 7, 2),
                new StopFollowing("m", HOSTILE, 7, FOLLOWING),
                new ReleaseSnapshot("m", HOSTILE, 1),
                new WorkAlive(WORK, AT),
                new PartProgress(WORK, 0, 1, 10, 100, AT),
                new CaptureProgress(
                        CAPTURE, AT, "16/B374D848", "16/B374D900", 184, 12, AT, 3, 1, null),
                new ApplyProgress(
                        APPLY, AT, "16/B374D848", 14, 12, 6, 4, 2, 1, AT, 2, 5, 40, FAILURE),
                new TableApplied(APPLY, AT, HOSTILE, "t", 6, 4, 2));
    }

    private static final DriftLook LOOK =
            new DriftLook(
                    "1:700 2:900",
                    List.of(TABLE),
                    List.of(new ProvenTable(new TableName("a", HOSTILE), "16384 [7] []")));

    /// Messages that have grown since their first version, in their present form.
    public static List<Object> grown() {
        return List.of(
                new RulesChecked(SERVER_WORK, List.of(grownRule())),
                new RetryRequested(2, true),
                new ValidateServers(SERVER_WORK, SPEC, List.of("CODE")),
                new ValidateDatabase(WORK, SPEC, DATABASE, List.of("CODE")),
                new BuildIndexes(
                        WORK, ENDPOINTS, HOSTILE, "s", 0, List.of(TABLE), List.of(INDEX), true),
                new DriftChecked(WORK, List.of(), LOOK),
                new CheckDrift(
                        WORK, ENDPOINTS, HOSTILE, "staging", TableFilter.ALL, "godwit_1", LOOK));
    }

    private static RuleResult grownRule() {
        return new RuleResult(
                "CODE",
                "name",
                RuleStatus.FAILED,
                "message",
                List.of(HOSTILE),
                "action",
                null,
                null,
                AT,
                AT,
                RuleSide.SOURCE,
                RuleLevel.DATABASE,
                RuleSeverity.BLOCKING,
                "meaning",
                List.of(FIX));
    }

    private static RuleResult rule() {
        return new RuleResult(
                "CODE",
                "name",
                RuleStatus.FAILED,
                "message",
                List.of(HOSTILE),
                "action",
                Side.TARGET,
                "CREATE ROLE x",
                AT,
                AT);
    }
}
