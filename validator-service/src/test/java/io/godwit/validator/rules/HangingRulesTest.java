package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Somebody locks what some rules have to read. There are more of those than sessions.
class HangingRulesTest {
    private static final List<String> LOCKED =
            List.of(
                    "pg_largeobject_metadata",
                    "pg_seclabel",
                    "pg_foreign_server",
                    "pg_ts_dict",
                    "pg_user_mapping");

    @Test
    void eachEndsInItsOwnResultAndAllOthersAreAnswered() throws Exception {
        Trial trial = Trial.fresh("rules_locked", "CREATE TABLE t(id int PRIMARY KEY)");
        trial.patience = Duration.ofSeconds(4);
        try (Connection locking = TestPostgres.source().connect("rules_locked");
                Statement statement = locking.createStatement()) {
            statement.execute("BEGIN");
            for (String catalog : LOCKED) {
                statement.execute("LOCK TABLE pg_catalog." + catalog + " IN ACCESS EXCLUSIVE MODE");
            }

            List<RuleResult> results =
                    trial.engine()
                            .checkDatabase(
                                    trial.spec(), trial.databases.getFirst(), null, trial.work);

            assertThat(results)
                    .filteredOn(
                            result -> String.valueOf(result.message()).startsWith("not checked"))
                    .allSatisfy(result -> {
                        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
                        assertThat(result.message())
                                .containsAnyOf(
                                        "did not answer within 4.0 s",
                                        "canceling statement due to statement timeout");
                    })
                    .extracting(RuleResult::code)
                    .containsExactlyInAnyOrder(
                            "SOURCE_RIGHTS",
                            "LARGE_OBJECTS",
                            "SECURITY_LABELS",
                            "FOREIGN_SERVERS",
                            "TEXT_SEARCH_FILES",
                            "USER_MAPPINGS");
            assertThat(results.size()).isGreaterThan(20);
        }
        assertThat(trial.ask("LARGE_OBJECTS").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }
}
