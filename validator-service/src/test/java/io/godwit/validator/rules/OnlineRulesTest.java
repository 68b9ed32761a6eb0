package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Mode;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/// The shared servers are set up for following; users and tables are not always.
class OnlineRulesTest {
    private static final String HOSTILE = "\"t\"\"; drop table x; -- ' \\ é\"";

    private static Trial online(String database, String... statements) {
        Trial trial = Trial.fresh(database, statements);
        trial.mode = Mode.ONLINE;
        return trial;
    }

    @Test
    void everyRuleSucceedsBetweenTwoGoodServers() {
        Trial trial = online("online_good", "CREATE TABLE t(id int PRIMARY KEY, v text)");

        assertThat(trial.all())
                .allSatisfy(result ->
                        assertThat(result.status())
                                .as(result.toString())
                                .isEqualTo(RuleStatus.SUCCEEDED));
    }

    @Test
    void onlineRulesAreNotAskedOffline() {
        Trial trial = Trial.fresh("online_not");
        assertThat(trial.all()).extracting(RuleResult::code).doesNotContain("WAL_LEVEL");
        trial.mode = Mode.ONLINE;
        assertThat(trial.all())
                .extracting(RuleResult::code)
                .contains("WAL_LEVEL", "REPLICA_IDENTITY", "SLOT_CREATION");
    }

    @Test
    void aUserWithoutTheRightToReplicateIsMended() {
        Trial trial = online("online_right").user(Side.SOURCE, "no_replication", "");

        assertThat(trial.ask("REPLICATION_CONNECTION").status()).isEqualTo(RuleStatus.FAILED);
        assertThat(trial.ask("SLOT_CREATION").status()).isEqualTo(RuleStatus.FAILED);
        trial.failsUntilMended("REPLICATION_RIGHT", RuleStatus.FAILED);
        assertThat(trial.ask("REPLICATION_CONNECTION").status()).isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(trial.ask("SLOT_CREATION").status()).isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(TestPostgres.source().column("postgres", "TABLE pg_replication_slots"))
                .isEmpty();
    }

    @Test
    void onAManagedServerARoleStandsForTheRightToReplicate() {
        Trial trial = online("online_managed").user(Side.SOURCE, "managed_user", "");
        trial.sourceType = SourceType.AWS;
        TestPostgres.source()
                .execute(
                        "postgres",
                        "DO $$ BEGIN CREATE ROLE rds_replication; EXCEPTION WHEN"
                                + " duplicate_object THEN END $$");

        RuleResult result = trial.failsUntilMended("REPLICATION_RIGHT", RuleStatus.FAILED);

        assertThat(result.fixes().getFirst().sql())
                .isEqualTo("GRANT rds_replication TO \"managed_user\";");
    }

    @Test
    void rightsToPublishAreGranted() {
        Trial trial =
                online("online_publish", "CREATE TABLE " + HOSTILE + "(id int PRIMARY KEY)")
                        .user(Side.SOURCE, "no_publisher", "REPLICATION");
        TestPostgres.source()
                .execute(
                        "online_publish",
                        "DO $$ BEGIN CREATE ROLE table_owner; EXCEPTION WHEN duplicate_object"
                                + " THEN END $$",
                        "ALTER TABLE " + HOSTILE + " OWNER TO table_owner",
                        "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA pg_catalog FROM PUBLIC",
                        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pg_catalog TO PUBLIC",
                        "REVOKE EXECUTE ON FUNCTION pg_logical_emit_message(boolean, text, text)"
                                + " FROM PUBLIC");

        trial.failsUntilMended("PUBLICATION_RIGHT", RuleStatus.FAILED);
        trial.failsUntilMended("MARKER_RIGHT", RuleStatus.FAILED);
        RuleResult owned = trial.failsUntilMended("TABLES_OWNED", RuleStatus.FAILED);
        assertThat(owned.objects()).containsExactly("public.t\"; drop table x; -- ' \\ é");
        assertThat(owned.fixes().getFirst().sql())
                .isEqualTo("GRANT \"table_owner\" TO \"no_publisher\";");
    }

    @Test
    void tablesThatDoNotTellTheirRowsApartAreListedAndMended() {
        Trial trial =
                online(
                        "online_identity",
                        "CREATE TABLE keyed(id int PRIMARY KEY)",
                        "CREATE TABLE " + HOSTILE + "(a int)",
                        "CREATE TABLE nothing(id int PRIMARY KEY)",
                        "ALTER TABLE nothing REPLICA IDENTITY NOTHING",
                        "CREATE TABLE indexed(a int NOT NULL UNIQUE)",
                        "ALTER TABLE indexed REPLICA IDENTITY USING INDEX indexed_a_key",
                        "CREATE TABLE waiting(a int PRIMARY KEY DEFERRABLE)",
                        "CREATE TABLE parted(a int) PARTITION BY LIST (a)",
                        "CREATE TABLE part PARTITION OF parted FOR VALUES IN (1)");

        RuleResult keys = trial.ask("TABLES_WITHOUT_KEY");
        RuleResult found = trial.failsUntilMended("REPLICA_IDENTITY", RuleStatus.WARNING);

        assertThat(found.objects())
                .containsExactly(
                        "public.nothing",
                        "public.part",
                        "public.t\"; drop table x; -- ' \\ é",
                        "public.waiting");
        assertThat(keys.objects())
                .containsExactly(
                        "public.part", "public.t\"; drop table x; -- ' \\ é", "public.waiting");
        TestPostgres.source()
                .execute(
                        "online_identity",
                        "ALTER TABLE " + HOSTILE + " ADD PRIMARY KEY (a)",
                        "ALTER TABLE part ADD PRIMARY KEY (a)",
                        "ALTER TABLE waiting ADD UNIQUE (a)");
        assertThat(trial.ask("TABLES_WITHOUT_KEY").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void whatTheStreamDoesNotCarryIsSaid() {
        Trial trial =
                online(
                        "online_stream",
                        "CREATE UNLOGGED TABLE " + HOSTILE + "(a int)",
                        "SELECT lo_create(1)");

        assertThat(trial.ask("LARGE_OBJECTS_NOT_FOLLOWED").status()).isEqualTo(RuleStatus.WARNING);
        trial.failsUntilMended("UNLOGGED_NOT_FOLLOWED", RuleStatus.WARNING);
        TestPostgres.source().execute("online_stream", "SELECT lo_unlink(1)");
        assertThat(trial.ask("LARGE_OBJECTS_NOT_FOLLOWED").status())
                .isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void triggersThatWouldFireTwiceAreNamed() {
        Trial trial =
                online(
                        "online_triggers",
                        "CREATE TABLE " + HOSTILE + "(a int PRIMARY KEY)",
                        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
                        "CREATE TRIGGER always BEFORE INSERT ON "
                                + HOSTILE
                                + " FOR EACH ROW EXECUTE FUNCTION f()",
                        "CREATE TRIGGER replica BEFORE INSERT ON "
                                + HOSTILE
                                + " FOR EACH ROW EXECUTE FUNCTION f()",
                        "ALTER TABLE " + HOSTILE + " ENABLE ALWAYS TRIGGER always",
                        "ALTER TABLE " + HOSTILE + " ENABLE REPLICA TRIGGER replica");

        RuleResult result = trial.ask("ALWAYS_TRIGGERS");
        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.objects())
                .containsExactly(
                        "always on public.t\"; drop table x; -- ' \\ é",
                        "replica on public.t\"; drop table x; -- ' \\ é");
        TestPostgres.source()
                .execute(
                        "online_triggers",
                        "ALTER TABLE " + HOSTILE + " ENABLE TRIGGER always",
                        "ALTER TABLE " + HOSTILE + " DISABLE TRIGGER replica");
        assertThat(trial.ask("ALWAYS_TRIGGERS").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void whatChangesTheSchemaByItselfIsNamed() throws SQLException {
        Trial trial = online("online_drift", "CREATE TABLE t(a int PRIMARY KEY)");
        assertThat(trial.ask("SCHEMA_DRIFT").status()).isEqualTo(RuleStatus.SUCCEEDED);
        try (Connection connection = TestPostgres.source().connect("online_drift");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ALTER TABLE t ADD b int");

            assertThat(trial.ask("SCHEMA_DRIFT").objects().toString())
                    .contains("public.t is locked by process");
            connection.rollback();
        }
    }

    @Test
    void idleSlotsOfGodwitsAreDropped() {
        Trial trial = online("online_slots");
        TestPostgres.source()
                .execute(
                        "online_slots",
                        "SELECT pg_create_logical_replication_slot('godwit_left', 'pgoutput')");

        RuleResult result = trial.failsUntilMended("LEFT_SLOTS", RuleStatus.WARNING);

        assertThat(result.objects()).containsExactly("godwit_left");
    }

    /// With a limit of no time at all: the rule's own is five minutes.
    @Test
    void aTransactionThatKeepsTheSlotWaitingIsEnded() throws SQLException {
        Trial trial = online("online_long", "CREATE TABLE t(a int PRIMARY KEY)");
        Rule rule = io.godwit.validator.rules.online.Rules.longTransactions(0);
        try (Connection connection = TestPostgres.source().connect("online_long");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");

            RuleResult found = trial.ask(rule);
            assertThat(found.code()).isEqualTo("LONG_TRANSACTIONS");
            assertThat(found.status()).isEqualTo(RuleStatus.WARNING);
            trial.run(found);
            for (int tries = 0; tries < 50; tries++) {
                if (trial.ask(rule).status() == RuleStatus.SUCCEEDED) {
                    break;
                }
                Pause.aMoment();
            }
            assertThat(trial.ask(rule).status()).isEqualTo(RuleStatus.SUCCEEDED);
        } catch (SQLException closedByTheServer) {
            assertThat(closedByTheServer.getSQLState()).startsWith("08");
        }
    }

    @Test
    void theRightToSwitchTriggersOffIsGranted() {
        Trial trial = online("online_role").user(Side.TARGET, "no_replica_role", "CREATEDB");

        RuleResult result = trial.failsUntilMended("TARGET_REPLICATION_ROLE", RuleStatus.FAILED);

        assertThat(result.fixes().getFirst().sql())
                .isEqualTo(
                        "GRANT SET ON PARAMETER session_replication_role TO \"no_replica_role\";");
    }
}
