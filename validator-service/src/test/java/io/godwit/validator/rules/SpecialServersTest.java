package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SslMode;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestCertificate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers with settings that the shared ones do not have.
class SpecialServersTest {
    private static final int SMALL = 10;

    @TempDir private static Path certificate;

    /// It offers SSL, has room for few sessions, prepares transactions and asks one user for a
    /// password.
    private static EmbeddedPostgres small;

    @BeforeAll
    static void start() throws IOException {
        TestCertificate.of("localhost").write(certificate);
        small =
                EmbeddedPostgres.builder()
                        .setServerConfig("ssl", "on")
                        .setServerConfig(
                                "ssl_cert_file", certificate.resolve("server.crt").toString())
                        .setServerConfig(
                                "ssl_key_file", certificate.resolve("server.key").toString())
                        .setServerConfig("max_connections", Integer.toString(SMALL))
                        .setServerConfig("max_prepared_transactions", "2")
                        .setDataDirectoryCustomizer(folder -> askForPassword(folder.toPath()))
                        .start();
    }

    @AfterAll
    static void stop() throws IOException {
        small.close();
    }

    private static void askForPassword(Path folder) {
        try {
            Path rules = folder.resolve("pg_hba.conf");
            Files.writeString(
                    rules, "host all locked_out all scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(String database) throws SQLException {
        return small.getDatabase("postgres", database).getConnection();
    }

    @Test
    void aStandbyIsNoTarget(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()
                .close();
        Files.createFile(data.resolve("standby.signal"));
        Trial trial = Trial.fresh("rules_standby");
        assertThat(trial.ask("TARGET_WRITABLE").status()).isEqualTo(RuleStatus.SUCCEEDED);
        try (EmbeddedPostgres standby =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .start()) {
            trial.target = server(standby, SslMode.PREFER);

            assertThat(trial.ask("TARGET_WRITABLE").status()).isEqualTo(RuleStatus.FAILED);
        }
    }

    @Test
    void whatIsPreparedButNotCommittedIsNamed() throws SQLException {
        execute("postgres", "CREATE DATABASE rules_prepared");
        execute(
                "rules_prepared",
                "CREATE TABLE t(a int)",
                "BEGIN",
                "INSERT INTO t VALUES (1)",
                "PREPARE TRANSACTION 'half '' done'");
        Trial trial = new Trial("rules_prepared");
        trial.source = server(small, SslMode.PREFER);

        assertThat(trial.ask("PREPARED_TRANSACTIONS").objects())
                .singleElement()
                .asString()
                .startsWith("half ' done, prepared by postgres");
    }

    @ParameterizedTest
    @CsvSource({"SOURCE, SOURCE_SSL_MODE", "TARGET, TARGET_SSL_MODE"})
    void sslIsUsedWhereRequiredAndRecommendedWhereOffered(Side side, String code) {
        Trial trial = new Trial("postgres");
        trial.use(side, server(small, SslMode.DISABLE));

        RuleResult result = trial.ask(code);

        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.action()).isEqualTo("Set sslMode to Require.");
        trial.sslMode(side, SslMode.REQUIRE);
        assertThat(trial.ask(code).status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"SOURCE, SOURCE_AUTHENTICATION", "TARGET, TARGET_AUTHENTICATION"})
    void aPasswordIsRefusedUntilItIsCorrected(Side side, String code) throws SQLException {
        execute(
                "postgres",
                "DROP ROLE IF EXISTS locked_out",
                "CREATE ROLE locked_out LOGIN PASSWORD 'another'");
        Trial trial = new Trial("postgres");
        trial.use(side, server(small, SslMode.PREFER));
        trial.as(side, "locked_out");

        RuleResult result = trial.ask(code);

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.message())
                .contains("password authentication failed for user \"locked_out\"")
                .doesNotContain("secret-of-the-test");
        execute("postgres", "ALTER ROLE locked_out PASSWORD 'secret-of-the-test'");
        assertThat(trial.ask(code).status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void whoGivesNoPasswordWhereOneIsAskedForIsNotSentToLookForEncryption() throws SQLException {
        execute(
                "postgres",
                "DROP ROLE IF EXISTS locked_out",
                "CREATE ROLE locked_out LOGIN PASSWORD 'another'");
        Server known = server(small, SslMode.PREFER);
        Server server =
                new Server(
                        known.host(), known.port(), "locked_out", "postgres", SslMode.PREFER, null);

        assertThatThrownBy(() ->
                        PostgresConnections.open(
                                Side.SOURCE, server, null, null, "test", new Properties()))
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        e ->
                                assertThat(e.failure().code())
                                        .isEqualTo(FailureCode.AUTHENTICATION_FAILED));
    }

    @ParameterizedTest
    @CsvSource({"SOURCE, SOURCE_CONNECTIONS", "TARGET, TARGET_CONNECTIONS"})
    void aServerWithoutRoomIsTooSmallUntilSessionsEndOrLessIsDoneAtOnce(Side side, String code)
            throws SQLException {
        Trial trial = new Trial("postgres");
        trial.use(side, server(small, SslMode.PREFER));
        trial.parallelism = SMALL;
        assertThat(trial.awaited(code, RuleStatus.WARNING).action()).startsWith("Lower parallel");
        trial.parallelism = SMALL / 2;
        assertThat(trial.awaited(code, RuleStatus.SUCCEEDED).status())
                .isEqualTo(RuleStatus.SUCCEEDED);

        List<Connection> others = new ArrayList<>();
        for (int free = SMALL; free > 2; free--) {
            others.add(connect("postgres"));
        }
        RuleResult result = trial.ask(code);
        for (Connection other : others) {
            other.close();
        }

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.message()).isEqualTo("2 connections are free, 8 are needed");
        assertThat(trial.awaited(code, RuleStatus.SUCCEEDED).status())
                .isEqualTo(RuleStatus.SUCCEEDED);
    }

    private static Server server(EmbeddedPostgres postgres, SslMode mode) {
        return new Server("127.0.0.1", postgres.getPort(), "postgres", "postgres", mode, null);
    }
}
