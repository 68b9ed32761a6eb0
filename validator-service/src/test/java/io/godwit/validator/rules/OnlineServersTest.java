package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Mode;
import io.godwit.common.migration.RuleStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sources that are not set up for following, mended as printed, with the restarts that are asked
/// for.
class OnlineServersTest {
    private static Trial online(OwnServer server) {
        Trial trial = new Trial("followed");
        trial.mode = Mode.ONLINE;
        trial.source = server.server();
        trial.restartingSource =
                () -> {
                    server.restart();
                    return server.server();
                };
        return trial;
    }

    @Test
    void aServerThatIsNotSetUpAtAllIsMendedStepByStep(@TempDir Path folder) {
        Map<String, String> settings =
                Map.of(
                        "wal_level", "replica",
                        "max_replication_slots", "1",
                        "max_wal_senders", "0",
                        "logical_decoding_work_mem", "1MB",
                        "max_slot_wal_keep_size", "100MB",
                        "wal_sender_timeout", "1s");
        try (OwnServer server = new OwnServer(folder.resolve("data"), settings)) {
            server.execute(
                    "postgres",
                    "CREATE DATABASE followed",
                    "SELECT pg_create_physical_replication_slot('somebodys')");
            Trial trial = online(server);

            assertThat(trial.ask("SLOT_CREATION").status()).isEqualTo(RuleStatus.FAILED);
            trial.failsUntilMended("DECODING_MEMORY", RuleStatus.WARNING);
            trial.failsUntilMended("SLOT_WAL_LIMIT", RuleStatus.FAILED);
            trial.failsUntilMended("WAL_SENDER_TIMEOUT", RuleStatus.WARNING);
            trial.failsUntilMended("WAL_SENDERS", RuleStatus.FAILED);
            assertThat(trial.failsUntilMended("REPLICATION_SLOTS", RuleStatus.FAILED).objects())
                    .containsExactly("somebodys (physical, idle)");
            trial.failsUntilMended("WAL_LEVEL", RuleStatus.FAILED);
            assertThat(trial.ask("SLOT_CREATION").status()).isEqualTo(RuleStatus.SUCCEEDED);
        }
    }

    @Test
    void transactionsAndStandbysThatStandInTheWayAreNamed(@TempDir Path folder) throws Exception {
        Map<String, String> settings =
                Map.of(
                        "wal_level", "logical",
                        "max_prepared_transactions", "2",
                        "synchronous_standby_names", "*");
        try (OwnServer server = new OwnServer(folder.resolve("data"), settings)) {
            server.execute("postgres", "CREATE DATABASE followed", "CREATE TABLE t(a int)");
            Trial trial = online(server);
            prepare(server);

            assertThat(trial.ask("OPEN_PREPARED_TRANSACTIONS").objects())
                    .singleElement()
                    .asString()
                    .startsWith("half ' done in postgres, prepared by postgres");
            assertThat(trial.ask("SYNCHRONOUS_SOURCE").status()).isEqualTo(RuleStatus.FAILED);

            server.execute("postgres", "ROLLBACK PREPARED 'half '' done'");
            server.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'one, two'");
            server.restart();
            trial.source = server.server();
            assertThat(trial.ask("OPEN_PREPARED_TRANSACTIONS").status())
                    .isEqualTo(RuleStatus.SUCCEEDED);
            assertThat(trial.ask("SYNCHRONOUS_SOURCE").status()).isEqualTo(RuleStatus.SUCCEEDED);
        }
    }

    private static void prepare(OwnServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute("PREPARE TRANSACTION 'half '' done'");
        }
    }

    @Test
    void aStandbyIsReadWithCareAndNotFollowedBeforeVersion16(@TempDir Path folder)
            throws IOException {
        Map<String, String> settings = Map.of("hot_standby_feedback", "off");
        try (OwnServer server = new OwnServer(folder.resolve("data"), settings)) {
            Trial trial = online(server);
            assertThat(trial.ask("STANDBY_DECODING").status()).isEqualTo(RuleStatus.SUCCEEDED);
            assertThat(trial.ask("SOURCE_STANDBY").status()).isEqualTo(RuleStatus.SUCCEEDED);

            server.stop();
            Files.createFile(server.data().resolve("standby.signal"));
            server.restart();
            trial.source = server.server();
            assertThat(trial.ask("STANDBY_DECODING").status()).isEqualTo(RuleStatus.FAILED);
            trial.failsUntilMended("SOURCE_STANDBY", RuleStatus.WARNING);
        }
    }
}
