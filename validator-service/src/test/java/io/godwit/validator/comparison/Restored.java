package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Server;
import io.godwit.common.testing.TestPostgres;
import java.io.IOException;

/// A database as `pg_dump` and `psql` bring it to another server.
final class Restored {
    private Restored() {}

    /// @param database ordinary enough to need no quotes; replaced on the target
    static void from(TestPostgres source, TestPostgres target, String database)
            throws IOException, InterruptedException {
        target.execute("postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
        Process process =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "set -o pipefail; pg_dump --create %s %s | psql -XqAto /dev/null -v ON_ERROR_STOP=1 %s postgres"
                                        .formatted(
                                                at(source.server()), database, at(target.server())))
                        .inheritIO()
                        .start();
        assertThat(process.waitFor()).isZero();
    }

    private static String at(Server server) {
        return "-h %s -p %d -U %s".formatted(server.host(), server.port(), server.user());
    }
}
