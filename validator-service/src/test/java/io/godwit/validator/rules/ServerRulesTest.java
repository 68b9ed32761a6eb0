package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SslMode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerRulesTest {
    @Test
    void everyRuleSucceedsBetweenTwoGoodServers() {
        Trial trial = Trial.fresh("rules_good", "CREATE TABLE t(a int)");

        List<RuleResult> results = trial.all();

        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.status())
                                .as(result.toString())
                                .isEqualTo(RuleStatus.SUCCEEDED));
        assertThat(results).extracting(RuleResult::code).doesNotHaveDuplicates();
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.ended()).isAfterOrEqualTo(result.started()));
    }

    @Test
    void aServerThatIsNotThereIsUnreachableAndNothingElseIsClaimed() throws Exception {
        Trial trial = Trial.fresh("rules_unreachable");
        try (ServerSocket socket = new ServerSocket(0)) {
            trial.source = server(socket.getLocalPort(), SslMode.PREFER);
        }

        List<RuleResult> results = trial.all();

        assertThat(status(results, "SOURCE_REACHABLE")).isEqualTo(RuleStatus.FAILED);
        assertThat(status(results, "TARGET_REACHABLE")).isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(result(results, "SOURCE_RIGHTS").message())
                .startsWith("not checked, because connecting to database");
        assertThat(status(results, "SOURCE_RIGHTS")).isEqualTo(RuleStatus.FAILED);
        assertThat(status(results, "TARGET_RIGHTS")).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void aNameThatIsUnknownIsSaidToBe() {
        Trial trial = Trial.fresh("rules_unknown");
        trial.target = new Server("no-such-host.invalid", 5432, "u", "d", SslMode.PREFER, null);

        assertThat(trial.ask("TARGET_REACHABLE").message()).contains("its name is not known");
    }

    @Test
    void aServerThatHangsEndsInAClearResult() throws Exception {
        Trial trial = Trial.fresh("rules_hanging");
        trial.patience = Duration.ofSeconds(2);
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            trial.source = server(socket.getLocalPort(), SslMode.DISABLE);

            List<RuleResult> results = trial.all();

            assertThat(status(results, "SOURCE_REACHABLE")).isEqualTo(RuleStatus.SUCCEEDED);
            RuleResult login = result(results, "SOURCE_AUTHENTICATION");
            assertThat(login.status()).isEqualTo(RuleStatus.FAILED);
            assertThat(login.message()).startsWith("not checked, because the server did not");
            assertThat(status(results, "TARGET_RIGHTS")).isEqualTo(RuleStatus.SUCCEEDED);
        }
    }

    @Test
    void aUserThatIsRefusedIsToldApartFromAServerThatIsNotThere() {
        Trial trial = Trial.fresh("rules_refused");
        trial.as(Side.SOURCE, "nobody at all");

        List<RuleResult> results = trial.all();

        assertThat(status(results, "SOURCE_REACHABLE")).isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(result(results, "SOURCE_AUTHENTICATION").message())
                .contains("role \"nobody at all\" does not exist");
        assertThat(results.toString()).doesNotContain("secret-of-the-test");
    }

    @Test
    void sslThatIsRequiredButOffFails() {
        Trial trial = Trial.fresh("rules_ssl");
        trial.sslMode(Side.TARGET, SslMode.REQUIRE);

        RuleResult result = trial.ask("TARGET_SSL_MODE");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.action()).contains("Prefer");
    }

    @Test
    void aTargetUserWithoutRightsIsMendedByWhatIsPrinted() {
        Trial trial =
                Trial.fresh("rules_target_rights").user(Side.TARGET, "plain_target", "NOCREATEDB");
        trial.migrateRoles = true;

        RuleResult result = trial.failsUntilMended("TARGET_RIGHTS", RuleStatus.FAILED);

        assertThat(result.fixes().getFirst().sql())
                .isEqualTo("ALTER ROLE \"plain_target\" CREATEDB CREATEROLE;");
    }

    @Test
    void aRoleWithTooFewConnectionsIsMendedByWhatIsPrinted() {
        Trial trial =
                Trial.fresh("rules_connections")
                        .user(Side.SOURCE, "few_connections", "CONNECTION LIMIT 8");
        trial.parallelism = 20;

        RuleResult result = trial.failsUntilMended("SOURCE_CONNECTIONS", RuleStatus.WARNING);

        assertThat(result.message()).endsWith(" connections are free, 23 are needed");
    }

    @Test
    void aStopEndsTheValidation() throws Exception {
        Trial trial = Trial.fresh("rules_stopped");
        trial.patience = Duration.ofMinutes(1);
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            trial.source = server(socket.getLocalPort(), SslMode.DISABLE);
            trial.work.stop();

            assertThatThrownBy(trial::all).isInstanceOf(WorkStoppedException.class);
        }
    }

    private static Server server(int port, SslMode mode) {
        return new Server("127.0.0.1", port, "postgres", "postgres", mode, null);
    }

    private static RuleResult result(List<RuleResult> results, String code) {
        return results.stream()
                .filter(result -> result.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static RuleStatus status(List<RuleResult> results, String code) {
        return result(results, code).status();
    }
}
