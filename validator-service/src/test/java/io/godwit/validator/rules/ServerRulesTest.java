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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"SOURCE, SOURCE_AUTHENTICATION", "TARGET, TARGET_AUTHENTICATION"})
    void aUserThatIsNotThereIsRefusedUntilItIsCorrected(Side side, String code) {
        Trial trial = Trial.fresh("rules_user");
        trial.as(side, "nobody at all");

        RuleResult result = trial.ask(code);

        assertThat(result.status()).as(result.toString()).isEqualTo(RuleStatus.FAILED);
        trial.as(side, "postgres");
        assertThat(trial.ask(code).status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"SOURCE, SOURCE_SSL_MODE", "TARGET, TARGET_SSL_MODE"})
    void sslThatIsRequiredButOffFailsUntilItIsOnlyPreferred(Side side, String code) {
        Trial trial = Trial.fresh("rules_ssl");
        trial.sslMode(side, SslMode.REQUIRE);

        RuleResult result = trial.ask(code);

        assertThat(result.status()).as(result.toString()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.action()).contains("Prefer");
        trial.sslMode(side, SslMode.PREFER);
        assertThat(trial.ask(code).status()).isEqualTo(RuleStatus.SUCCEEDED);
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

    @ParameterizedTest
    @CsvSource({
        "SOURCE, SOURCE_CONNECTIONS, 8, WARNING",
        "SOURCE, SOURCE_CONNECTIONS, 2, FAILED",
        "TARGET, TARGET_CONNECTIONS, 8, WARNING",
        "TARGET, TARGET_CONNECTIONS, 2, FAILED"
    })
    void aRoleWithTooFewConnectionsIsMendedByWhatIsPrinted(
            Side side, String code, int limit, RuleStatus status) {
        Trial trial =
                Trial.fresh("rules_connections")
                        .user(side, "few_connections", "CONNECTION LIMIT " + limit);
        trial.parallelism = 20;

        RuleResult result = trial.failsUntilMended(code, status);

        assertThat(result.message()).isEqualTo(limit + " connections are free, 23 are needed");
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
