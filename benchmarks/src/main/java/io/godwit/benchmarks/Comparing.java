package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Somebody who proves that a database is the same on both servers.
sealed interface Comparing {
    String name();

    /// @param tables of the database, quoted
    /// @throws BenchmarkException if it fails, or finds a difference: there is none
    Result compare(String database, List<String> tables);

    /// @param seconds from asking for it until the answer is known
    record Result(double seconds, Usage usage) {}

    /// `compare --level full`, asked for by REST of a service that runs.
    ///
    /// @param migration that moved the database
    record FullComparison(Rig rig, String migration, int parallelism) implements Comparing {
        private static final Duration POLL = Duration.ofMillis(25);

        @Override
        public String name() {
            return "Godwit";
        }

        @Override
        public Result compare(String database, List<String> tables) {
            GodwitService service = rig.service();
            Usage.Mark mark = service.mark(rig.source(), rig.target());
            long began = System.nanoTime();
            int number =
                    service.ask(
                                    migration,
                                    "comparisons",
                                    "{\"level\": \"full\", \"parallelism\": %d}"
                                            .formatted(parallelism))
                            .path("number")
                            .asInt();
            service.awaitFact(
                    migration,
                    fact ->
                            fact.path("type").asString().equals("comparison-ended")
                                    && fact.at("/payload/number").asInt() == number);
            double seconds = (System.nanoTime() - began) / 1e9;
            require(await(service, number), tables.size());
            return new Result(seconds, mark.until(service.mark(rig.source(), rig.target())));
        }

        private JsonNode await(GodwitService service, int number) {
            while (true) {
                JsonNode shown = service.comparison(migration, number);
                if (!shown.path("status").asString().equalsIgnoreCase("running")) {
                    return shown;
                }
                rig.requireOpen();
                GodwitService.pause(POLL);
            }
        }

        private static void require(JsonNode shown, int tables) {
            String status = shown.path("status").asString().toLowerCase(Locale.ROOT);
            if (!status.equals("equal") || shown.path("tables").asInt() != tables) {
                throw new BenchmarkException("not proven equal: " + shown);
            }
        }
    }

    /// What one does without Godwit: psql adds up the hashes of one table after another, on one
    /// server and then on the other.
    record PlainWay(Rig rig) implements Comparing {
        private static final String FOLDER = "plain";

        @Override
        public String name() {
            return "psql";
        }

        @Override
        public Result compare(String database, List<String> tables) {
            Path folder = rig.emptied(FOLDER);
            Path script = write(folder.resolve("sums.sql"), script(tables));
            Usage.Mark mark = mark();
            long began = System.nanoTime();
            String ofSource = sums(rig.source(), database, script, folder.resolve("source"));
            String ofTarget = sums(rig.target(), database, script, folder.resolve("target"));
            double seconds = (System.nanoTime() - began) / 1e9;
            if (!ofSource.equals(ofTarget) || ofSource.lines().count() != tables.size()) {
                throw new BenchmarkException("psql's sums differ");
            }
            return new Result(seconds, mark.until(mark()));
        }

        private static String script(List<String> tables) {
            return tables.stream().map(BenchmarkQueries::checksum).collect(Collectors.joining());
        }

        private Usage.Mark mark() {
            long own = ProcessHandle.current().pid();
            return Usage.Mark.now(
                    rig.source(), rig.target(), processes -> processes.secondsOfEndedChildren(own));
        }

        private static String sums(
                PostgresServer server, String database, Path script, Path output) {
            server.program(
                    "psql",
                    "--no-psqlrc",
                    "--quiet",
                    "--tuples-only",
                    "--no-align",
                    "--set=ON_ERROR_STOP=1",
                    "--dbname=" + database,
                    "--file=" + script,
                    "--output=" + output);
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path write(Path file, String text) {
            try {
                return Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
