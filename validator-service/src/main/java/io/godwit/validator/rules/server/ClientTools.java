package io.godwit.validator.rules.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// `pg_dump` and `pg_restore` in one folder, and their version.
record ClientTools(Path folder, MajorVersion version) {
    private static final Map<String, String> INSTALLATIONS =
            Map.of("/usr/lib/postgresql", "*", "/usr", "pgsql-*");

    /// The newest pair on the path and where distributions install.
    static Optional<ClientTools> newest() {
        return newest(folders());
    }

    static Optional<ClientTools> newest(List<Path> folders) {
        return folders.stream()
                .map(ClientTools::in)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(ClientTools::version));
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                folders.add(Path.of(folder));
            }
        }
        INSTALLATIONS.forEach((root, pattern) -> folders.addAll(below(Path.of(root), pattern)));
        return folders;
    }

    private static List<Path> below(Path root, String pattern) {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(root, pattern)) {
                found.forEach(folder -> folders.add(folder.resolve("bin")));
            } catch (IOException e) {
                return List.of();
            }
        }
        return folders;
    }

    /// Both programs, of the same version, and both can be run.
    private static Optional<ClientTools> in(Path folder) {
        Optional<MajorVersion> dump = version(folder.resolve("pg_dump"));
        Optional<MajorVersion> restore = version(folder.resolve("pg_restore"));
        return dump.isPresent() && dump.equals(restore)
                ? Optional.of(new ClientTools(folder, dump.get()))
                : Optional.empty();
    }

    private static Optional<MajorVersion> version(Path program) {
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0
                    ? Optional.of(MajorVersion.printed(printed))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
