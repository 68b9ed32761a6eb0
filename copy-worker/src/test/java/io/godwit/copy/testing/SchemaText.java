package io.godwit.copy.testing;

import io.godwit.common.postgres.ClientTools;
import io.godwit.common.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// What `pg_dump --schema-only` says of a database, in an order that does not depend on OIDs.
public final class SchemaText {
    private SchemaText() {}

    public static String of(TestPostgres server, String database) {
        List<String> command =
                List.of(
                        new ClientTools(null).choose(15, 15).dump().toString(),
                        "--schema-only",
                        "--no-subscriptions",
                        "--host=127.0.0.1",
                        "--port=" + server.server().port(),
                        "--username=postgres",
                        "--dbname=" + database);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return sorted(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Entry by entry; the lines that differ between any two dumps are left out.
    private static String sorted(String text) {
        return java.util.Arrays.stream(text.split("\n\n--\n", -1))
                .map(entry -> entry.replaceAll("(?m)^\\\\(un)?restrict .*$", ""))
                .filter(entry -> !entry.startsWith("-- PostgreSQL database dump"))
                .map(String::strip)
                .sorted()
                .collect(Collectors.joining("\n\n--\n"));
    }
}
