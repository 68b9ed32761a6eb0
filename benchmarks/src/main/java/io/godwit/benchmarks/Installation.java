package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What the benchmark finds on its machine, told by the environment.
///
/// @param postgresBin holds `initdb` and the other programs of a server
/// @param serviceCommand one word each, so that the service runs as by `serve`
/// @param folder where servers, dumps and the service's data lie while it runs
record Installation(Path postgresBin, List<String> serviceCommand, Path folder) {
    Installation {
        serviceCommand = List.copyOf(serviceCommand);
    }

    /// @throws BenchmarkException with a sentence for the person
    static Installation fromEnvironment() {
        return new Installation(postgres(), service(), place());
    }

    /// Written by the `godwit` script, one word a line.
    private static List<String> service() {
        String command = System.getenv("GODWIT_SERVICE_COMMAND");
        if (command == null) {
            throw new BenchmarkException("Run this by ./godwit benchmark.");
        }
        return command.lines().toList();
    }

    private static Path place() {
        String given = System.getenv("GODWIT_BENCHMARK_FOLDER");
        Path place = Path.of(given != null ? given : System.getProperty("java.io.tmpdir"));
        if (!Files.isDirectory(place)) {
            throw new BenchmarkException("GODWIT_BENCHMARK_FOLDER: there is no folder " + place);
        }
        return place;
    }

    private static Path postgres() {
        String given = System.getenv("POSTGRES_BIN");
        return given != null ? Path.of(given) : newestPostgres();
    }

    private static Path newestPostgres() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(Installation::major))
                    .map(version -> version.resolve("bin"))
                    .orElseThrow(() -> new BenchmarkException("There is no PostgreSQL server."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int major(Path version) {
        return Integer.parseInt(String.valueOf(version.getFileName()));
    }
}
