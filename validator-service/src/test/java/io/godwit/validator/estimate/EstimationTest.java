package io.godwit.validator.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DatabaseEstimate;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.rules.RuleSessions;
import io.godwit.validator.rules.Trial;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EstimationTest {
    private static final String HOSTILE = "\"t\"\"; drop table x; -- ' \\ é\"";

    private static DatabaseEstimate estimate(Trial trial) {
        RuleSessions sessions =
                new RuleSessions(
                        new PostgresConnections((_, _) -> null),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5));
        return new Estimation(sessions, Clock.systemUTC())
                .of(trial.spec(), trial.databases.getFirst())
                .orElseThrow();
    }

    @Test
    void whatMovesIsCountedAndTheRateIsMeasuredWithoutLeavingATrace() {
        Trial trial =
                Trial.fresh(
                        "estimate_rows",
                        "CREATE TABLE " + HOSTILE + "(id int PRIMARY KEY, v text, w bytea)",
                        "INSERT INTO "
                                + HOSTILE
                                + " SELECT i, repeat('é', 100), '\\x00ff'"
                                + " FROM generate_series(1, 20000) i",
                        "CREATE TABLE small(a int)",
                        "SELECT lo_create(1)",
                        "ANALYZE");
        trial.mode = Mode.ONLINE;

        DatabaseEstimate estimate = estimate(trial);

        assertThat(estimate.tables()).isEqualTo(2);
        assertThat(estimate.rows()).isEqualTo(20_000);
        assertThat(estimate.indexes()).isEqualTo(1);
        assertThat(estimate.indexBytes()).isPositive();
        assertThat(estimate.largeObjects()).isEqualTo(1);
        assertThat(estimate.parts()).isEqualTo(2);
        assertThat(estimate.largestTable()).isEqualTo("public.t\"; drop table x; -- ' \\ é");
        assertThat(estimate.diskBytes())
                .isGreaterThan(estimate.tableBytes() + estimate.indexBytes());
        assertThat(estimate.probeBytes()).isGreaterThan(1_000_000);
        assertThat(estimate.bytesPerSecond()).isPositive();
        assertThat(estimate.leastSeconds()).isPositive();
        assertThat(estimate.mostSeconds()).isGreaterThanOrEqualTo(estimate.leastSeconds());
        assertThat(estimate.walBytesPerSecond()).isNotNegative();
        assertThat(estimate.confidence()).isEqualTo("high");
        assertThat(
                        TestPostgres.target()
                                .value(
                                        "postgres",
                                        "SELECT count(*) FROM pg_class WHERE relname ="
                                                + " 'godwit_probe'"))
                .isEqualTo("0");
    }

    @Test
    void withoutStatisticsOrRightsItSaysHowLittleItKnows() {
        Trial trial =
                Trial.fresh("estimate_unsure", "CREATE TABLE t(a int)", "INSERT INTO t VALUES (1)")
                        .user(Side.SOURCE, "may_not_read", "");

        DatabaseEstimate estimate = estimate(trial);

        assertThat(estimate.confidence()).isEqualTo("low");
        assertThat(estimate.bytesPerSecond()).isNull();
        assertThat(estimate.mostSeconds()).isNull();
        assertThat(estimate.walBytes()).isNull();
        assertThat(estimate.reasons())
                .anyMatch(reason -> reason.contains("never analyzed"))
                .anyMatch(reason -> reason.contains("permission denied"));
    }

    @Test
    void anEmptyDatabaseTakesNextToNothing() {
        DatabaseEstimate estimate = estimate(Trial.fresh("estimate_empty"));

        assertThat(estimate.tables()).isZero();
        assertThat(estimate.largestTable()).isNull();
        assertThat(estimate.confidence()).isEqualTo("low");
    }
}
