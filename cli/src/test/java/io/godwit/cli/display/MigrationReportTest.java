package io.godwit.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void anAnswerWithNothingInItIsShownAsFarAsItGoes() {
        MigrationView empty = MigrationReader.migration(io.godwit.cli.service.Json.object());

        assertThat(MigrationReport.whole(empty)).isNotEmpty();
        assertThat(MigrationReport.outcome(empty)).isNotEmpty();
    }
}
