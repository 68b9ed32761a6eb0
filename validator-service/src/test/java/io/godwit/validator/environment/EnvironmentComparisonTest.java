package io.godwit.validator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.EnvironmentDifference;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.rules.RuleSessions;
import io.godwit.validator.rules.Trial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentComparisonTest {
    private final EnvironmentComparison comparison =
            new EnvironmentComparison(
                    new RuleSessions(
                            new PostgresConnections((_, _) -> null),
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(5)));

    @Test
    void settingsOfServersAndRolesAreLaidSideBySide() {
        Trial trial =
                Trial.fresh("environment_servers")
                        .user(Side.SOURCE, "env_reader", "")
                        .user(Side.TARGET, "env_reader", "");
        TestPostgres.source().execute("postgres", "ALTER ROLE env_reader SET work_mem = '77MB'");

        List<EnvironmentDifference> found = comparison.ofServers(trial.spec());

        assertThat(found)
                .contains(
                        new EnvironmentDifference("setting", "work_mem", "78848 kB", "4096 kB"),
                        new EnvironmentDifference(
                                "role setting",
                                "ALTER ROLE env_reader SET work_mem",
                                "77MB",
                                null));
        assertThat(found)
                .extracting(EnvironmentDifference::name)
                .doesNotContain("port", "data_directory", "TimeZone", "extra_float_digits");
    }

    @Test
    void twoEqualServersDoNotDiffer() {
        Trial trial = Trial.fresh("environment_equal");

        assertThat(comparison.ofServers(trial.spec()))
                .filteredOn(difference -> difference.category().equals("setting"))
                .isEmpty();
        assertThat(comparison.ofDatabase(trial.spec(), trial.databases.getFirst())).isEmpty();
    }

    @Test
    void whatDoesNotMoveWithADatabaseIsListed() {
        Trial trial =
                Trial.fresh(
                        "environment_left",
                        "ALTER DATABASE environment_left SET work_mem = '5MB'",
                        "CREATE SUBSCRIPTION env_sub CONNECTION 'dbname=x' PUBLICATION p"
                                + " WITH (connect = false, slot_name = NONE)",
                        "SELECT pg_create_logical_replication_slot('env_slot', 'pgoutput')",
                        "CREATE SCHEMA cron",
                        "CREATE TABLE cron.job(jobid int, schedule text, command text)",
                        "INSERT INTO cron.job VALUES (7, '* * * * *', 'VACUUM')");
        try {
            assertThat(comparison.ofDatabase(trial.spec(), trial.databases.getFirst()))
                    .contains(
                            new EnvironmentDifference(
                                    "database setting", "SET work_mem", "5MB", null),
                            new EnvironmentDifference(
                                    "not moved", "subscription env_sub", "disabled", null),
                            new EnvironmentDifference(
                                    "not moved", "replication slot env_slot", "pgoutput", null),
                            new EnvironmentDifference(
                                    "not moved", "cron job 7", "* * * * * VACUUM", null));
        } finally {
            TestPostgres.source()
                    .execute(
                            "environment_left",
                            "DROP SUBSCRIPTION env_sub",
                            "SELECT pg_drop_replication_slot('env_slot')");
        }
    }
}
