package io.godwit.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.cli.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationReportTest {
    @Test
    void theWholeReportHasRulesThatDidNotSucceedWithTheirFix() {
        List<String> lines =
                MigrationReport.whole(MigrationReader.migration(Answers.json("copying")));

        assertThat(lines)
                .containsSubsequence(
                        "Name          shop",
                        "State         InProgress · MigratingData",
                        "Source        old:5432 (OnPremises)",
                        "Target        new:5432",
                        "DATABASE     ON TARGET    STEP     TABLES  QUEUED  COPYING  COPIED "
                                + " ERRORED     ROWS    BYTES  INDEXES",
                        "rental_shop  rental_shop  Copying      31      17        2      12       "
                                + " 0  412,310  38.2 MB     3/40",
                        "Validation: 1 rules succeeded, 1 with a warning, 0 failed",
                        "  Warning  rental_shop: 1 subscription does not move (SUBSCRIPTIONS)",
                        "           - partner_news",
                        "           Create it on the target afterwards.",
                        "             CREATE SUBSCRIPTION …");
    }

    @Test
    void whatIsTriedAgainIsNotCalledAFailure() {
        var answer = (com.fasterxml.jackson.databind.node.ObjectNode) Answers.json("copying");
        answer.set("lastError", Answers.json("failed").path("lastError"));

        List<String> lines = MigrationReport.whole(MigrationReader.migration(answer));

        assertThat(lines)
                .contains("Being tried again: copying table public.film (TARGET_DISK_FULL)")
                .noneMatch(line -> line.contains("godwit retry"));
    }

    @Test
    void rulesThatCouldNotBeAskedForOneReasonStandTogether() {
        assertThat(
                        MigrationReport.whole(
                                read(
                                        """
                                        {"name": "shop", "state": "ValidationFailed",
                                         "validation": {"server": {"rules": [
                                           {"code": "A", "status": "Failed", "message": "not checked, because x",
                                            "action": "Mend x."},
                                           {"code": "B", "status": "Failed", "message": "not checked, because x",
                                            "action": "Mend x."},
                                           {"code": "C", "status": "Failed", "message": "too old",
                                            "action": "Update."}]}}}
                                        """)))
                .containsSubsequence(
                        "  Failed   servers: 2 rules not checked, because x",
                        "           Mend x.",
                        "           They are A, B.",
                        "  Failed   servers: too old (C)");
    }

    @Test
    void aDatabaseThatIsFollowedIsShownWithItsNameOnTheTargetAndTheNextStep() {
        assertThat(MigrationReport.whole(followed("READY_TO_COMPLETE")))
                .containsSubsequence(
                        "Followed shop into godwit_new_1: READY_TO_COMPLETE, 3 inserted, 2 updated, 1"
                                + " deleted, 0.2 s behind",
                        "Then: godwit cutover shop --fence --wait");
        assertThat(MigrationReport.whole(followed("PAUSED")))
                .contains("Then: godwit resume shop")
                .noneMatch(line -> line.contains("cutover"));
        assertThat(MigrationReport.whole(followed("STOPPED"))).contains("Then: godwit resume shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"requested": "2026-01-01T00:00:00Z"}                                   | , applications still write
                    {"requested": "2026-01-01T00:00:00Z", "paused": "2026-01-01T00:00:09Z"} | , applications wait
                    {"requested": "2026-01-01T00:00:00Z", "ended": "2026-01-01T00:00:09Z"}  | deleted, 0.2 s behind
                    {"pauseMillis": 350, "ended": "2026-01-01T00:00:09Z"}                   | , applications paused for 0.35 s
                    """)
    void atACutoverItIsShownWhetherApplicationsStillWrite(String cutover, String shown) {
        assertThat(MigrationReport.whole(followed("COMPLETING", cutover)))
                .anySatisfy(line -> assertThat(line).startsWith("Followed shop").endsWith(shown));
    }

    private static MigrationView followed(String state) {
        return followed(state, "null");
    }

    private static MigrationView followed(String state, String cutover) {
        return read(
                """
                {"name": "shop", "state": "WaitingForUserAction", "mode": "Online",
                 "databases": [{"name": "shop", "targetName": "shop",
                   "stagingDatabase": "godwit_new_1",
                   "following": {"migrationState": "%s", "cdcInsertCounter": 3,
                     "cdcUpdateCounter": 2, "cdcDeleteCounter": 1, "latency": 0.2,
                     "cutover": %s}}]}
                """
                        .formatted(state, cutover));
    }

    private static MigrationView read(String json) {
        try {
            return MigrationReader.migration(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAnswerWithNothingInItIsShownAsFarAsItGoes() {
        MigrationView empty = MigrationReader.migration(io.godwit.cli.service.Json.object());

        assertThat(MigrationReport.whole(empty)).isNotEmpty();
        assertThat(MigrationReport.outcome(empty)).isNotEmpty();
    }
}
