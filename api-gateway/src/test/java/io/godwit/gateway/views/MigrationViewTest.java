package io.godwit.gateway.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.EnvironmentDifference;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.CompletionStarted;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.CopyResumed;
import io.godwit.common.migration.MigrationEvent.DatabaseCaughtUp;
import io.godwit.common.migration.MigrationEvent.DatabaseFinished;
import io.godwit.common.migration.MigrationEvent.DatabasePrepared;
import io.godwit.common.migration.MigrationEvent.DatabaseStartedOver;
import io.godwit.common.migration.MigrationEvent.EnvironmentCompared;
import io.godwit.common.migration.MigrationEvent.FollowingStarted;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.MigrationFailed;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.MigrationValidationFailed;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationEvent.RuleObjectsFound;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.SnapshotRequested;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.MigrationEvent.ValidationEnded;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.WorkRef;
import io.godwit.gateway.views.RandomHistory.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationViewTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant NOW = START.plusSeconds(1_000_000);
    private static final int HISTORIES = 4_000;

    private final MigrationView view = new MigrationView();
    private int seconds;

    private MigrationViewTest given(MigrationEvent... facts) {
        for (MigrationEvent fact : facts) {
            seconds++;
            Instant at = START.plusSeconds(seconds);
            view.evolve(new Envelope<>("id" + seconds, null, "m", at, fact));
        }
        return this;
    }

    private MigrationViewTest created() {
        return given(new MigrationCreated(RandomHistory.spec(1)));
    }

    private MigrationDetails details() {
        return view.details(NOW).orElseThrow();
    }

    private String words() {
        return details().state() + "/" + details().substate();
    }

    private static WorkRef work(String id, int attempt, int run) {
        return new WorkRef("m", id, attempt, run, id.startsWith("database/") ? "d0" : null, 1);
    }

    private static WorkIssued issued(String id, int attempt, int run) {
        return new WorkIssued(work(id, attempt, run));
    }

    /// Two tables: the first in two parts and two copies, the second in one.
    private MigrationViewTest planned(int attempt) {
        return planned(attempt, 1);
    }

    private MigrationViewTest planned(int attempt, int generation) {
        WorkRef work = new WorkRef("m", "database/0/prepare", attempt, 1, "d0", generation);
        return given(
                new WorkIssued(work),
                new TablesPlanned(
                        work,
                        List.of(
                                new PlannedTable(new TableRef(0, 1, "s", "big"), 2000, 200),
                                new PlannedTable(new TableRef(1, 2, "s", "small"), 1000, -1))),
                new CopiesPlanned(
                        work,
                        List.of(
                                copy(0, new PlannedPart(0, 0, 2, null, 1000)),
                                copy(1, new PlannedPart(0, 1, 2, null, 1000)),
                                copy(2, new PlannedPart(1, 0, 1, null, 1000)))),
                new DatabasePrepared(work, 2, 3, 0));
    }

    private static PlannedCopy copy(int number, PlannedPart part) {
        return new PlannedCopy(number, List.of(part));
    }

    @Test
    void stateAndSubstateFollowTheFacts() {
        assertThat(created().words()).isEqualTo("InProgress/PerformingPreRequisiteSteps");
        assertThat(given(issued("validate/servers", 1, 1)).words())
                .isEqualTo("InProgress/ValidationInProgress");
        assertThat(given(new SnapshotRequested("d0", 1)).words())
                .isEqualTo("InProgress/MigratingData");
        assertThat(given(new CompletionStarted()).words())
                .isEqualTo("InProgress/CompletingMigration");
        assertThat(given(new MigrationSucceeded()).words()).isEqualTo("Succeeded/Completed");
    }

    @Test
    void rolesBeginTheMovingOfData() {
        assertThat(created().given(issued("roles", 1, 1)).words())
                .isEqualTo("InProgress/MigratingData");
    }

    @Test
    void failureEndsAndRetryGoesOn() {
        Failure failure = Failure.of(FailureCode.CONNECTION_LOST, "gone");
        created().given(issued("roles", 1, 1), new MigrationFailed(failure, 1));
        assertThat(words()).isEqualTo("Failed/Failed");
        assertThat(details().ended()).isNotNull();
        assertThat(details().lastError()).extracting(ErrorDetails::message).isEqualTo("gone");

        given(new RetryRequested(2));
        assertThat(words()).isEqualTo("InProgress/PerformingPreRequisiteSteps");
        assertThat(details().ended()).isNull();
        assertThat(details().lastError()).isNull();
        assertThat(given(issued("roles", 2, 2)).words()).isEqualTo("InProgress/MigratingData");
    }

    @Test
    void validationThatFailsEndsAsValidationFailed() {
        RuleResult rule =
                new RuleResult(
                        "SOURCE_REACHABLE",
                        "reachable",
                        RuleStatus.FAILED,
                        "no",
                        List.of(),
                        "do",
                        null,
                        null,
                        START,
                        START);
        created()
                .given(
                        issued("validate/servers", 1, 1),
                        new RulesChecked(work("validate/servers", 1, 1), List.of(rule)),
                        new ValidationEnded(RuleStatus.FAILED),
                        new MigrationValidationFailed());

        assertThat(words()).isEqualTo("ValidationFailed/Failed");
        assertThat(details().validation().status()).isEqualTo(RuleStatus.FAILED);
        assertThat(details().validation().server().rules()).containsExactly(RuleDetails.of(rule));
        assertThat(details().validation().databases().getFirst().status()).isNull();
    }

    /// Of two parts one was copied, and counts no more; what its attempt says once more is old.
    @Test
    void aCopyThatIsMadeAnewUnderAnotherSnapshotCountsOnlyOnceItIsThere() {
        WorkRef lost = work("database/0/copy/0", 1, 1);
        WorkRef resume = new WorkRef("m", "database/0/resume", 1, 1, "d0", 2);
        WorkRef anew = new WorkRef("m", "database/0/copy/0", 2, 1, "d0", 2);
        TablesCopied stale = new TablesCopied(lost, List.of(new CopiedPart(0, 0, 100, 1000)));
        created().planned(1).given(new WorkIssued(lost), stale);
        assertThat(copiedRows()).isEqualTo(100);

        given(
                new SnapshotRequested("d0", 2),
                new WorkIssued(resume),
                new CopyResumed(resume, List.of(0), List.of()));
        assertThat(copiedRows()).isZero();
        assertThat(given(stale).copiedRows()).isZero();
        given(new WorkIssued(anew), new CopyResumed(resume, List.of(0), List.of()));
        given(new TablesCopied(anew, List.of(new CopiedPart(0, 0, 90, 900))), stale);
        given(new CopyResumed(resume, List.of(0), List.of()));

        assertThat(copiedRows()).isEqualTo(90);
    }

    @Test
    void aDatabaseIsReadyToBeCutOverOnlyIfItIsFinishedWhenItCatchesUp() {
        WorkRef apply = new WorkRef("m", "stream/0/apply", 1, 1, "d0", 1);
        given(
                new MigrationCreated(RandomHistory.spec(1, Mode.ONLINE)),
                new FollowingStarted("d0", new Following("s", "p", "t"), "0/1", 1));
        planned(1).given(new DatabaseCaughtUp(apply));
        assertThat(words()).isEqualTo("InProgress/MigratingData");

        given(new DatabaseFinished(work("database/0/finish", 1, 1)), new DatabaseCaughtUp(apply));
        assertThat(words()).isEqualTo("WaitingForUserAction/WaitingForCutoverTrigger");
    }

    private long copiedRows() {
        return view.tables("d0").orElseThrow().stream().mapToLong(table -> table.rows()).sum();
    }

    private static RuleResult found(String code, RuleStatus status, String... objects) {
        return new RuleResult(
                code, code, status, "", List.of(objects), null, null, null, START, START);
    }

    @Test
    void aValidationThatAsksOnlySomeRulesLeavesTheOthersAsTheyWere() {
        WorkRef first = work("validate/servers", 1, 1);
        WorkRef again = work("validate/servers", 2, 2);
        created()
                .given(
                        new RulesChecked(
                                first,
                                List.of(
                                        found("A", RuleStatus.SUCCEEDED),
                                        found("B", RuleStatus.FAILED))),
                        new ValidationEnded(RuleStatus.FAILED),
                        new MigrationValidationFailed(),
                        new RetryRequested(2, true),
                        new RulesChecked(again, List.of(found("B", RuleStatus.WARNING))),
                        new RulesChecked(first, List.of(found("B", RuleStatus.FAILED))),
                        new ValidationEnded(RuleStatus.WARNING));

        assertThat(details().validation().server().rules())
                .extracting(RuleDetails::code, RuleDetails::status)
                .containsExactly(tuple("A", RuleStatus.SUCCEEDED), tuple("B", RuleStatus.WARNING));
        assertThat(details().validation().runs())
                .extracting(MigrationDetails.ValidationRun::failed)
                .containsExactly(1, 0);
    }

    @Test
    void whatCameInChunksIsPutTogetherAndShownInPages() {
        WorkRef work = work("validate/servers", 1, 1);
        List<String> many = IntStream.range(0, 150).mapToObj(i -> "o" + i).toList();
        Fix fix = Fix.of(Side.SOURCE, "SELECT 1;");
        created()
                .given(
                        new RuleObjectsFound(work, "A", many, List.of()),
                        new RuleObjectsFound(work, "A", List.of("last"), List.of(fix)),
                        new RulesChecked(work, List.of(found("A", RuleStatus.FAILED, "first"))));

        RuleDetails shown = details().validation().server().rules().getFirst();
        assertThat(shown.objects()).hasSize(100).startsWith("first", "o0");
        assertThat(shown.objectCount()).isEqualTo(152);
        assertThat(shown.fixSql()).isEqualTo("SELECT 1;");
        assertThat(view.rules(null).getFirst().objects()).hasSize(152).endsWith("last");
    }

    @Test
    void theSurroundingsAreShown() {
        created()
                .given(
                        new EnvironmentCompared(
                                work("validate/servers", 1, 1),
                                List.of(new EnvironmentDifference("setting", "n", "1", null))),
                        new RulesChecked(
                                work("validate/servers", 1, 1),
                                List.of(found("A", RuleStatus.SUCCEEDED))));

        assertThat(view.differences())
                .containsExactly(new ScopedDifference(null, "setting", "n", "1", null));
        assertThat(details().validation().environmentDifferences()).isEqualTo(1);
    }

    @Test
    void cancelingStaysCancelingUntilAllIsUndone() {
        created()
                .planned(1)
                .given(new CancelRequested(false, 1), issued("database/0/copy/0", 1, 1));
        assertThat(words()).isEqualTo("InProgress/Canceling");
        given(issued("undo", 1, 2));
        assertThat(words()).isEqualTo("InProgress/Canceling");
        assertThat(given(new MigrationCanceled()).words()).isEqualTo("Canceled/Completed");
    }

    @Test
    void tablesGoFromQueuedToCopyingToCopied() {
        created().planned(1);
        assertThat(counts()).containsExactly(2, 0, 0, 0);

        given(issued("database/0/copy/0", 1, 1));
        assertThat(counts()).containsExactly(1, 1, 0, 0);

        given(copied(0, 0, 100));
        assertThat(counts()).containsExactly(1, 1, 0, 0);

        given(issued("database/0/copy/1", 1, 1), copied(1, 1, 90));
        assertThat(counts()).containsExactly(1, 0, 1, 0);
        assertThat(details().progress().rows()).isEqualTo(190);

        given(
                issued("database/0/copy/2", 1, 1),
                new WorkFailed(
                        work("database/0/copy/2", 1, 1),
                        Failure.of(FailureCode.TARGET_DISK_FULL, "full")));
        assertThat(counts()).containsExactly(0, 0, 1, 1);
        assertThat(details().lastError())
                .extracting(ErrorDetails::work)
                .isEqualTo("database/0/copy/2");
        assertThat(view.tables("d0").orElseThrow().get(1).error())
                .extracting(ErrorDetails::code)
                .isEqualTo(FailureCode.TARGET_DISK_FULL);

        given(issued("database/0/copy/2", 2, 1));
        assertThat(counts()).containsExactly(0, 1, 1, 0);
        assertThat(details().retries()).hasSize(1);
    }

    private static TablesCopied copied(int copy, int part, long rows) {
        return new TablesCopied(
                work("database/0/copy/" + copy, 1, 1),
                List.of(new CopiedPart(0, part, rows, rows * 10)));
    }

    private List<Integer> counts() {
        ProgressDetails all = details().progress();
        return List.of(
                all.tablesQueued(), all.tablesCopying(), all.tablesCopied(), all.tablesErrored());
    }

    @Test
    void telemetryCountsUntilItsPartIsCopiedWhicheverComesFirst() {
        WorkRef copy = work("database/0/copy/0", 1, 1);
        view.evolve(new PartProgress(copy, 0, 0, 40, 400, START.plusSeconds(20)));
        created().planned(1).given(issued("database/0/copy/0", 1, 1));
        assertThat(details().progress().rows()).isEqualTo(40);
        assertThat(details().progress().estimatedFinish()).isNotNull();
        assertThat(details().progress().rowsPerSecond()).isPositive();

        given(copied(0, 0, 100));
        view.evolve(new PartProgress(copy, 0, 0, 99, 990, START.plusSeconds(21)));
        assertThat(details().progress().rows()).isEqualTo(100);
    }

    @Test
    void telemetryOfAnEarlierMigrationOfTheNameDoesNotCount() {
        view.evolve(
                new PartProgress(
                        work("database/0/copy/0", 1, 1), 0, 0, 40, 400, START.minusSeconds(9)));

        created().planned(1).given(issued("database/0/copy/0", 1, 1));

        assertThat(details().progress().rows()).isZero();
    }

    @Test
    void aNewerAttemptsPlanReplacesTheOlder() {
        WorkRef first = work("database/0/prepare", 1, 1);
        created()
                .given(
                        new WorkIssued(first),
                        new TablesPlanned(
                                first,
                                List.of(new PlannedTable(new TableRef(7, 7, "s", "gone"), 1, 1))))
                .planned(2);

        assertThat(view.tables("d0").orElseThrow())
                .extracting(TableDetails::name)
                .containsExactly("big", "small");
    }

    @Test
    void startingOverForgetsWhatWasCopiedAndLateFactsOfBefore() {
        created()
                .planned(1)
                .given(issued("database/0/copy/0", 1, 1), new DatabaseStartedOver("d0", 2));
        assertThat(details().progress().tables()).isZero();

        planned(2, 2).given(copied(0, 0, 100));

        assertThat(counts()).containsExactly(2, 0, 0, 0);
        assertThat(details().progress().rows()).isZero();
    }

    @Test
    void aLateFailureOfAnOlderAttemptDoesNotHideTheNewerOne() {
        WorkFailed late =
                new WorkFailed(
                        work("database/0/copy/2", 1, 1),
                        Failure.of(FailureCode.WORKER_LOST, "silent"));
        created()
                .planned(1)
                .given(issued("database/0/copy/2", 1, 1), issued("database/0/copy/2", 2, 1), late);

        assertThat(counts()).containsExactly(1, 1, 0, 0);
        assertThat(details().retries()).isEmpty();
    }

    @Test
    void aLateSuccessOfAnOlderAttemptCounts() {
        created()
                .planned(1)
                .given(
                        issued("database/0/copy/2", 1, 1),
                        issued("database/0/copy/2", 2, 1),
                        new TablesCopied(
                                work("database/0/copy/2", 1, 1),
                                List.of(new CopiedPart(1, 0, 5, 50))),
                        new WorkFailed(
                                work("database/0/copy/2", 2, 1),
                                Failure.of(FailureCode.WORKER_LOST, "fenced")));

        assertThat(counts()).containsExactly(1, 0, 1, 0);
        assertThat(details().lastError()).isNull();
    }

    @Test
    void aDeletedMigrationIsGoneAndItsNameIsFree() {
        created().given(new MigrationDeleted());
        assertThat(view.exists()).isFalse();
        assertThat(view.details(NOW)).isEmpty();

        created();
        assertThat(view.exists()).isTrue();
    }

    @Test
    void theSameFactsAgainChangeNothing() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Said> history = new RandomHistory(seed).write();

            MigrationView once = fold(history);
            MigrationView repeated = fold(withDuplicates(history, new SplittableRandom(~seed)));

            assertThat(repeated.details(NOW)).as("seed %d", seed).isEqualTo(once.details(NOW));
            assertThat(repeated.tables("d0")).as("seed %d", seed).isEqualTo(once.tables("d0"));
        }
    }

    /// Each duplicate comes after its original, at once or much later.
    private static List<Said> withDuplicates(List<Said> history, SplittableRandom random) {
        List<Said> all = new ArrayList<>();
        for (Said said : history) {
            all.add(said);
            while (random.nextInt(3) == 0) {
                all.add(all.get(random.nextInt(all.size())));
            }
        }
        return all;
    }

    @Test
    void telemetryMayComeBeforeAllFactsAsAfterARestart() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Said> history = new RandomHistory(seed).write();
            List<Said> telemetryFirst = new ArrayList<>(history);
            telemetryFirst.sort((left, right) ->
                    Boolean.compare(left.progress() == null, right.progress() == null));

            assertThat(fold(telemetryFirst).details(NOW))
                    .as("seed %d", seed)
                    .isEqualTo(fold(history).details(NOW));
        }
    }

    @Test
    void theCountsAddUpAfterEveryFact() {
        for (long seed = 0; seed < HISTORIES / 10; seed++) {
            MigrationView view = new MigrationView();
            for (Said said : new RandomHistory(seed).write()) {
                evolve(view, said);
                String moment = "seed " + seed + " after " + said;
                view.details(NOW).ifPresent(details -> assertAddsUp(view, details, moment));
            }
        }
    }

    private static void assertAddsUp(MigrationView view, MigrationDetails details, String moment) {
        ProgressDetails all = details.progress();
        assertThat(
                        all.tablesQueued()
                                + all.tablesCopying()
                                + all.tablesCopied()
                                + all.tablesErrored())
                .as(moment)
                .isEqualTo(all.tables());
        long rows = 0;
        int tables = 0;
        for (var database : details.databases()) {
            List<TableDetails> each = view.tables(database.name()).orElseThrow();
            tables += each.size();
            rows += each.stream().mapToLong(TableDetails::rows).sum();
            assertThat(database.progress().tables()).as(moment).isEqualTo(each.size());
        }
        assertThat(all.tables()).as(moment).isEqualTo(tables);
        assertThat(all.rows()).as(moment).isEqualTo(rows);
        assertThat(all.indexesBuilt()).as(moment).isLessThanOrEqualTo(all.indexes());
        assertThat(details.ended() != null).as(moment).isEqualTo(details.state().ended());
    }

    private static MigrationView fold(List<Said> history) {
        MigrationView view = new MigrationView();
        history.forEach(said -> evolve(view, said));
        return view;
    }

    private static void evolve(MigrationView view, Said said) {
        if (said.fact() != null) {
            view.evolve(said.fact());
        } else {
            view.evolve(said.progress());
        }
    }
}
