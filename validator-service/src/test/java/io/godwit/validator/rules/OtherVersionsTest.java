package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The oldest version that is supported, and the newest.
class OtherVersionsTest {
    private static final String HOSTILE = "\"t\"\"; drop table x; -- ' \\ é\"";
    private static OwnPostgres oldest;
    private static OwnPostgres newest;

    @BeforeAll
    static void start() {
        oldest = OwnPostgres.ofVersion("9.6");
        newest = OwnPostgres.ofVersion("18");
    }

    @AfterAll
    static void stop() throws Exception {
        newest.close();
        oldest.close();
    }

    private static Trial from(OwnPostgres source, String database, String... statements) {
        source.server().execute("postgres", "CREATE DATABASE " + database);
        source.server().execute(database, statements);
        Trial trial = new Trial(database);
        trial.source = source.server().server();
        return trial;
    }

    @Test
    void everyRuleSucceedsBetweenTheOldestServerAndTheNewest() {
        Trial trial = from(oldest, "versions_good", "CREATE TABLE t(id serial PRIMARY KEY)");
        trial.target = newest.server().server();

        assertThat(trial.all())
                .allSatisfy(result ->
                        assertThat(result.status())
                                .as(result.toString())
                                .isEqualTo(RuleStatus.SUCCEEDED));
        assertThat(trial.ask("SOURCE_VERSION").message()).contains("9.6");
    }

    @Test
    void everyOnlineRuleCanBeAskedOfTheNewestServer() {
        Trial trial = from(newest, "versions_online", "CREATE TABLE t(id serial PRIMARY KEY)");
        trial.target = trial.source;
        trial.databases =
                List.of(new DatabaseSpec("versions_online", "versions_copy", TableFilter.ALL));
        trial.mode = Mode.ONLINE;

        assertThat(trial.all())
                .filteredOn(result -> !"CLIENT_TOOLS".equals(result.code()))
                .allSatisfy(result ->
                        assertThat(result.status())
                                .as(result.toString())
                                .isEqualTo(RuleStatus.SUCCEEDED));
    }

    @Test
    void aSourceBefore10IsMigratedOfflineOrUpgraded() {
        Trial trial = from(oldest, "versions_mode");
        trial.mode = Mode.ONLINE;

        RuleResult result = trial.ask("ONLINE_VERSION");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.action()).isEqualTo("Migrate in mode Offline, or upgrade the source.");
        trial.source = newest.server().server();
        assertThat(trial.ask("ONLINE_VERSION").status()).isEqualTo(RuleStatus.SUCCEEDED);
        trial.source = oldest.server().server();
        trial.mode = Mode.OFFLINE;
        assertThat(trial.all())
                .extracting(RuleResult::code)
                .contains("SOURCE_VERSION")
                .doesNotContain("ONLINE_VERSION");
    }

    @Test
    void aTargetThatIsOlderThanTheSourceFailsUntilAnotherIsChosen() {
        Trial trial = from(newest, "versions_order");
        trial.target = TestPostgres.target().server();

        RuleResult result = trial.ask("TARGET_VERSION");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.action()).isEqualTo("Choose a target of version 18 or later.");
        trial.target = newest.server().server();
        assertThat(trial.ask("TARGET_VERSION").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void tablesWithOidsAreListedAndMended() {
        Trial trial =
                from(
                        oldest,
                        "versions_oids",
                        "CREATE TABLE " + HOSTILE + "(a int) WITH OIDS",
                        "CREATE TABLE another(a int) WITH OIDS",
                        "CREATE TABLE ordinary(a int)");

        RuleResult result = trial.failsUntilMended("TABLES_WITH_OIDS", RuleStatus.WARNING);

        assertThat(result.objects())
                .containsExactly("public.another", "public.t\"; drop table x; -- ' \\ é");
    }

    @Test
    void idleSlotsThatAreThrownAwayAreKeptAfterwards() {
        Trial trial = from(newest, "versions_idle");
        trial.mode = Mode.ONLINE;
        assertThat(trial.ask("IDLE_SLOT_TIMEOUT").status()).isEqualTo(RuleStatus.SUCCEEDED);
        alter("SET idle_replication_slot_timeout = '1min'");
        trial.awaited("IDLE_SLOT_TIMEOUT", RuleStatus.WARNING);

        RuleResult result = trial.failsUntilMended("IDLE_SLOT_TIMEOUT", RuleStatus.WARNING);

        assertThat(result.message()).isEqualTo("idle slots are thrown away after 60 s");
        alter("RESET idle_replication_slot_timeout");
    }

    @Test
    void anOutputPluginThatIsNotAllowedIsAdded() {
        Trial trial = from(newest, "versions_plugin");
        trial.mode = Mode.ONLINE;
        assertThat(trial.ask("OUTPUT_PLUGIN").status()).isEqualTo(RuleStatus.SUCCEEDED);
        alter("SET output_plugin_libraries = test_decoding, 'Two, words', '*'");
        trial.awaited("OUTPUT_PLUGIN", RuleStatus.FAILED);
        assertThat(trial.ask("SLOT_CREATION").status()).isEqualTo(RuleStatus.FAILED);

        RuleResult result = trial.failsUntilMended("OUTPUT_PLUGIN", RuleStatus.FAILED);

        assertThat(result.message())
                .isEqualTo("allowed are only test_decoding, \"Two, words\", \"*\"");
        assertThat(trial.ask("SLOT_CREATION").status()).isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(newest.server().value("postgres", "SHOW output_plugin_libraries"))
                .isEqualTo("test_decoding, \"Two, words\", \"*\", pgoutput");
        alter("RESET output_plugin_libraries");
    }

    private static void alter(String change) {
        newest.server().execute("postgres", "ALTER SYSTEM " + change, "SELECT pg_reload_conf()");
    }
}
