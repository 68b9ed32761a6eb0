package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.rules.server.ServerRuleVariants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers whose settings or neighbours get in the way.
class MoreServerRulesTest {
    @Test
    void sessionsThatWouldBeEndedAreAllowedToLast() {
        Trial trial =
                Trial.fresh("server_timeouts")
                        .user(Side.SOURCE, "hurried", "")
                        .user(Side.TARGET, "hurried_too", "CREATEDB");
        TestPostgres.source()
                .execute("postgres", "ALTER ROLE hurried SET idle_session_timeout = '1min'");
        TestPostgres.target()
                .execute("postgres", "ALTER ROLE hurried_too SET idle_session_timeout = '1min'");

        trial.failsUntilMended("SOURCE_SESSION_TIMEOUTS", RuleStatus.FAILED);
        trial.failsUntilMended("TARGET_SESSION_TIMEOUTS", RuleStatus.FAILED);
    }

    @Test
    void aUserThatOnlyReadsByDefaultIsMended() {
        Trial trial = Trial.fresh("server_readonly").user(Side.TARGET, "shy", "CREATEDB");
        TestPostgres.target()
                .execute("postgres", "ALTER ROLE shy SET default_transaction_read_only = on");

        trial.failsUntilMended("TARGET_READ_ONLY_DEFAULT", RuleStatus.WARNING);
    }

    @Test
    void aTargetWithSettingsThatHinderIsMended(@TempDir Path folder) {
        Map<String, String> settings =
                Map.of(
                        "default_transaction_read_only", "on",
                        "synchronous_standby_names", "one");
        try (OwnServer server = new OwnServer(folder.resolve("data"), settings)) {
            Trial trial = Trial.fresh("server_settings");
            trial.target = server.server();
            trial.failsUntilMended("TARGET_READ_ONLY_DEFAULT", RuleStatus.WARNING);

            server.execute(
                    "postgres",
                    "SET synchronous_commit = local",
                    "SET default_transaction_read_only = off",
                    "ALTER ROLE postgres SET synchronous_commit = on");
            trial.failsUntilMended("TARGET_SYNCHRONOUS", RuleStatus.WARNING);
        }
    }

    @Test
    void rolesThatArriveWithLessAreNamed() {
        Trial trial = Trial.fresh("server_roles").user(Side.SOURCE, "role_reader", "");
        TestPostgres.source()
                .execute(
                        "postgres",
                        "DROP ROLE IF EXISTS mighty",
                        "CREATE ROLE mighty SUPERUSER LOGIN PASSWORD 'x'");
        assertThat(trial.ask("ROLE_PASSWORDS").status()).isEqualTo(RuleStatus.SUCCEEDED);
        trial.migrateRoles = true;

        RuleResult passwords = trial.failsUntilMended("ROLE_PASSWORDS", RuleStatus.WARNING);
        RuleResult attributes = trial.ask("ROLE_ATTRIBUTES");

        assertThat(passwords.objects()).contains("mighty");
        assertThat(attributes.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(attributes.objects()).contains("mighty");
        TestPostgres.source().execute("postgres", "DROP ROLE mighty");
        assertThat(trial.ask("ROLE_ATTRIBUTES").objects()).doesNotContain("mighty");
    }

    @Test
    void rightsOnParametersAreGrantedAgainWhereTheRolesAre() {
        Trial trial = Trial.fresh("server_parameters");
        for (Side side : Side.values()) {
            trial.user(side, "setter", "").user(side, "later_setter", "");
        }
        trial.target = TestPostgres.target().server();
        TestPostgres.target().execute("postgres", "DROP ROLE later_setter");
        TestPostgres.source()
                .execute(
                        "postgres",
                        "GRANT SET ON PARAMETER log_statement TO setter WITH GRANT OPTION",
                        "GRANT ALTER SYSTEM ON PARAMETER my.thing TO PUBLIC");
        assertThat(trial.ask("PARAMETER_GRANTS").status()).isEqualTo(RuleStatus.SUCCEEDED);
        trial.migrateRoles = true;

        RuleResult granted = trial.failsUntilMended("PARAMETER_GRANTS", RuleStatus.WARNING);
        TestPostgres.source()
                .execute("postgres", "GRANT SET ON PARAMETER work_mem TO later_setter");
        RuleResult later = trial.ask("PARAMETER_GRANTS");

        assertThat(granted.objects()).hasSize(2);
        assertThat(granted.objects().getFirst())
                .contains("log_statement", "setter", "WITH GRANT OPTION");
        assertThat(granted.objects().getLast()).contains("ALTER SYSTEM", "thing", "PUBLIC");
        assertThat(later.objects()).singleElement().asString().contains("work_mem", "later_setter");
        assertThat(later.fixes()).isEmpty();
        for (TestPostgres server : List.of(TestPostgres.source(), TestPostgres.target())) {
            server.execute("postgres", "REVOKE ALTER SYSTEM ON PARAMETER my.thing FROM PUBLIC");
        }
    }

    @Test
    void onAManagedServerNobodyIsToldToBecomeSuperuser() {
        Trial trial = Trial.fresh("server_managed").user(Side.SOURCE, "managed_reader", "");
        trial.migrateRoles = true;
        trial.sourceType = SourceType.AWS;

        assertThat(trial.ask("ROLE_PASSWORDS").status()).isEqualTo(RuleStatus.WARNING);
        assertThat(trial.ask("ROLE_PASSWORDS").fixes()).isEmpty();
    }

    @Test
    void databasesOfOtherMigrationsAreNamed() {
        Trial trial = Trial.fresh("server_left");
        assertThat(trial.ask("LEFT_DATABASES").status()).isEqualTo(RuleStatus.SUCCEEDED);
        TestPostgres.target().recreate("godwit_old_0011223344556677");
        try {
            RuleResult result = trial.ask("LEFT_DATABASES");

            assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
            assertThat(result.objects()).containsExactly("godwit_old_0011223344556677");
            assertThat(result.fixes()).isEmpty();
        } finally {
            TestPostgres.target().execute("postgres", "DROP DATABASE godwit_old_0011223344556677");
        }
    }

    /// With a limit of 250: the rule's own is over a thousand million transactions away.
    @Test
    void oldTransactionIdsAreFrozen(@TempDir Path folder) {
        try (OwnServer server = new OwnServer(folder.resolve("data"), Map.of())) {
            server.execute("postgres", "ALTER DATABASE template1 ALLOW_CONNECTIONS false");
            for (int transaction = 0; transaction < 300; transaction++) {
                server.execute("postgres", "SELECT txid_current()");
            }
            Trial trial = new Trial("postgres");
            trial.source = server.server();
            Rule rule = ServerRuleVariants.transactionIds(250);

            RuleResult found = trial.ask(rule);
            assertThat(found.code()).isEqualTo("TRANSACTION_IDS");
            assertThat(found.status()).isEqualTo(RuleStatus.WARNING);
            trial.run(found);
            assertThat(trial.ask(rule).status()).isEqualTo(RuleStatus.SUCCEEDED);
        }
    }

    @Test
    void aLoadBalancerIsFoundOut(@TempDir Path folder) throws IOException {
        try (OwnServer other = new OwnServer(folder.resolve("data"), Map.of());
                LoadBalancer balancer =
                        new LoadBalancer(
                                TestPostgres.source().server().port(), other.server().port())) {
            Trial trial = Trial.fresh("server_balanced");
            assertThat(trial.ask("SOURCE_ONE_SERVER").status()).isEqualTo(RuleStatus.SUCCEEDED);
            trial.source =
                    new Server(
                            "127.0.0.1",
                            balancer.port(),
                            "postgres",
                            "postgres",
                            SslMode.DISABLE,
                            null);

            assertThat(trial.ask("TARGET_ONE_SERVER").status()).isEqualTo(RuleStatus.SUCCEEDED);
            trial.target = trial.source;

            for (String code : List.of("SOURCE_ONE_SERVER", "TARGET_ONE_SERVER")) {
                RuleResult result = trial.ask(code);
                assertThat(result.status()).as(result.toString()).isEqualTo(RuleStatus.FAILED);
                assertThat(result.objects()).hasSize(2);
            }

            trial.source = TestPostgres.source().server();
            trial.target = TestPostgres.target().server();
            assertThat(trial.ask("SOURCE_ONE_SERVER").status()).isEqualTo(RuleStatus.SUCCEEDED);
            assertThat(trial.ask("TARGET_ONE_SERVER").status()).isEqualTo(RuleStatus.SUCCEEDED);
        }
    }

    @Test
    void aLockForEveryTableIsMadeRoomFor(@TempDir Path folder) {
        Map<String, String> settings = Map.of("max_locks_per_transaction", "10");
        try (OwnServer server = new OwnServer(folder.resolve("data"), settings)) {
            Trial trial = new Trial("locks");
            trial.source = server.server();
            trial.restartingSource =
                    () -> {
                        server.restart();
                        return server.server();
                    };
            server.execute("postgres", "CREATE DATABASE locks");
            int room = 10 * connections(trial);
            for (int first = 0; first <= room; first += 500) {
                server.execute(
                        "locks",
                        """
                        DO $$ BEGIN FOR i IN %d..%d LOOP
                          EXECUTE format('CREATE TABLE t%%s()', i);
                        END LOOP; END $$\
                        """
                                .formatted(first, first + 499));
            }

            trial.failsUntilMended("LOCK_SPACE", RuleStatus.FAILED);
        }
    }

    private static int connections(Trial trial) {
        return Integer.parseInt(
                Psql.run(
                                trial.source.port(),
                                "postgres",
                                "\\pset tuples_only\n\\pset format unaligned\nSHOW max_connections")
                        .lines()
                        .filter(line -> line.matches("\\d+"))
                        .findFirst()
                        .orElseThrow());
    }
}
