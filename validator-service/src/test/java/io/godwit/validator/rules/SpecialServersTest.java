package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SslMode;
import io.godwit.common.testing.TestCertificate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers with settings that the shared ones do not have.
class SpecialServersTest {
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
    void whatIsPreparedButNotCommittedIsNamed() throws Exception {
        try (EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_prepared_transactions", "2")
                                .start();
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE rules_prepared");
            try (Connection inside =
                            server.getDatabase("postgres", "rules_prepared").getConnection();
                    Statement writing = inside.createStatement()) {
                writing.execute("CREATE TABLE t(a int)");
                writing.execute("BEGIN");
                writing.execute("INSERT INTO t VALUES (1)");
                writing.execute("PREPARE TRANSACTION 'half '' done'");
            }
            Trial trial = new Trial("rules_prepared");
            trial.source = server(server, SslMode.PREFER);

            assertThat(trial.ask("PREPARED_TRANSACTIONS").objects())
                    .singleElement()
                    .asString()
                    .startsWith("half ' done, prepared by postgres");
        }
    }

    @Test
    void sslIsUsedWhereRequiredAndRecommendedWhereOffered(@TempDir Path folder) throws Exception {
        TestCertificate.of("localhost").write(folder);
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder()
                        .setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", folder.resolve("server.crt").toString())
                        .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
                        .start()) {
            Trial trial = Trial.fresh("rules_ssl_on");
            trial.target = server(server, SslMode.REQUIRE);
            assertThat(trial.ask("TARGET_SSL_MODE").status()).isEqualTo(RuleStatus.SUCCEEDED);

            trial.sslMode(Side.TARGET, SslMode.DISABLE);
            assertThat(trial.ask("TARGET_SSL_MODE").status()).isEqualTo(RuleStatus.WARNING);
        }
    }

    private static Server server(EmbeddedPostgres postgres, SslMode mode) {
        return new Server("127.0.0.1", postgres.getPort(), "postgres", "postgres", mode, null);
    }
}
