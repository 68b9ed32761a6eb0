package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationValidationFailed;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.ValidationEnded;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.migration.WorkerCommand.ValidateDatabase;
import io.godwit.common.migration.WorkerCommand.ValidateServers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A validation that failed is asked again, but not about what was well.
class RevalidationTest {

    private final ToldState told = new ToldState();

    @Test
    void onlyRulesThatDidNotSucceedAreAskedAgain() {
        validated(RuleStatus.SUCCEEDED, RuleStatus.FAILED, RuleStatus.WARNING);
        given(new RetryRequested(2, true));

        assertThat(issued())
                .singleElement()
                .isInstanceOfSatisfying(
                        ValidateDatabase.class,
                        command -> {
                            assertThat(command.rules()).containsExactly("D", "E");
                            assertThat(command.work().attempt()).isEqualTo(2);
                        });
    }

    @Test
    void everyRuleIsAskedAgainWhereThatIsWanted() {
        validated(RuleStatus.SUCCEEDED, RuleStatus.FAILED, RuleStatus.WARNING);
        given(new RetryRequested(2, false));

        assertThat(issued())
                .satisfiesExactly(
                        servers -> assertThat(((ValidateServers) servers).rules()).isNull(),
                        database -> assertThat(((ValidateDatabase) database).rules()).isNull());
    }

    @Test
    void whatIsMendedGoesOn() {
        validated(RuleStatus.WARNING, RuleStatus.FAILED, RuleStatus.SUCCEEDED);
        given(new RetryRequested(2, true));
        WorkRef servers = work(WorkIds.VALIDATE_SERVERS, null, 2, 2);
        WorkRef database = work(WorkIds.validateDatabase(0), "d0", 2, 2);
        given(
                new WorkIssued(servers),
                new WorkIssued(database),
                new RulesChecked(servers, List.of(rule("S", RuleStatus.WARNING))),
                new RulesChecked(database, List.of(rule("D", RuleStatus.SUCCEEDED))));

        assertThat(next().events()).contains(new ValidationEnded(RuleStatus.WARNING));
    }

    private void validated(RuleStatus server, RuleStatus one, RuleStatus another) {
        given(new MigrationCreated(Specs.of(Option.VALIDATE_AND_MIGRATE, 1, false, 1)));
        String name = told.state().databases().keySet().iterator().next();
        WorkRef servers = work(WorkIds.VALIDATE_SERVERS, null, 1, 1);
        WorkRef database = work(WorkIds.validateDatabase(0), name, 1, 1);
        given(
                new WorkIssued(servers),
                new WorkIssued(database),
                new RulesChecked(servers, List.of(rule("S", server))),
                new RulesChecked(database, List.of(rule("D", one), rule("E", another))),
                new ValidationEnded(RuleStatus.FAILED),
                new MigrationValidationFailed());
    }

    private static WorkRef work(String id, String database, int attempt, int run) {
        return new WorkRef("m", id, attempt, run, database, 0);
    }

    private static RuleResult rule(String code, RuleStatus status) {
        return new RuleResult(
                code, code, status, "", List.of(), null, null, null, ToldState.AT, ToldState.AT);
    }

    private void given(MigrationEvent... all) {
        told.given(all);
    }

    private List<WorkerCommand> issued() {
        return next().work();
    }

    private Decision next() {
        return told.next();
    }
}
