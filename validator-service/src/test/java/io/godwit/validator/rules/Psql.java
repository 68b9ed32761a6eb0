package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.postgres.ClientTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Runs SQL as a person would who was given it.
final class Psql {
    private Psql() {}

    static String run(int port, String database, String sql) {
        try {
            Process psql =
                    new ProcessBuilder(
                                    new ClientTools(null)
                                            .choose(15, 15)
                                            .folder()
                                            .resolve("psql")
                                            .toString(),
                                    "--no-psqlrc",
                                    "--host=127.0.0.1",
                                    "--port=" + port,
                                    "--username=postgres",
                                    "--set=ON_ERROR_STOP=1",
                                    "--dbname="
                                            + "dbname='"
                                            + database.replace("\\", "\\\\").replace("'", "\\'")
                                            + "'")
                            .redirectErrorStream(true)
                            .start();
            psql.getOutputStream().write((sql + "\n").getBytes(StandardCharsets.UTF_8));
            psql.getOutputStream().close();
            String said = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(psql.waitFor()).as(sql + "\n" + said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
