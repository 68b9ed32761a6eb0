package io.godwit.common.postgres;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's client programs on this machine. Thread-safe; looks each time, because tools may be
/// installed while a migration waits to be tried again.
public final class ClientTools {
    /// The first whose messages have the form that the schema restore reads.
    private static final int OLDEST_USABLE = 12;

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final @Nullable Path folder;

    /// `pg_dump` and `pg_restore` of one major version.
    public record Tools(Path folder, int major) {
        public Path dump() {
            return folder.resolve("pg_dump");
        }

        public Path restore() {
            return folder.resolve("pg_restore");
        }
    }

    /// @param folder the only folder to look in, null to look where PostgreSQL is usually installed
    ///   and in the search path
    public ClientTools(@Nullable Path folder) {
        this.folder = folder;
    }

    /// The tools of the target's version where there are such: what newer ones write may be unknown
    /// to the target, and older ones may not know the source.
    ///
    /// @throws MigrationException `CLIENT_TOOLS_MISSING` if there are none, or only older ones than
    ///   the source
    public Tools choose(int sourceMajor, int targetMajor) {
        List<Tools> found = installed();
        int wanted = Math.max(sourceMajor, targetMajor);
        Comparator<Tools> byVersion = Comparator.comparingInt(Tools::major);
        Optional<Tools> nearest = found.stream().filter(t -> t.major() >= wanted).min(byVersion);
        return nearest.or(() -> found.stream().filter(t -> t.major() >= sourceMajor).max(byVersion))
                .orElseThrow(() -> missing(sourceMajor, found));
    }

    private static MigrationException missing(int sourceMajor, List<Tools> found) {
        String have =
                found.isEmpty()
                        ? "none were found"
                        : "found were "
                                + String.join(
                                        ", ",
                                        found.stream()
                                                .map(t -> t.major() + " in " + t.folder())
                                                .toList());
        return new MigrationException(
                FailureCode.CLIENT_TOOLS_MISSING,
                "pg_dump and pg_restore of version %d or later are needed; %s"
                        .formatted(Math.max(OLDEST_USABLE, sourceMajor), have));
    }

    /// All usable ones, one per major version.
    public List<Tools> installed() {
        List<Tools> found = new ArrayList<>();
        for (Path candidate : candidates()) {
            major(candidate)
                    .filter(major -> major >= OLDEST_USABLE)
                    .filter(major -> found.stream().noneMatch(known -> known.major() == major))
                    .ifPresent(major -> found.add(new Tools(candidate, major)));
        }
        return found;
    }

    private List<Path> candidates() {
        if (folder != null) {
            return List.of(folder);
        }
        List<Path> candidates = new ArrayList<>();
        candidates.addAll(matching(Path.of("/usr/lib/postgresql"), "*", "bin"));
        candidates.addAll(matching(Path.of("/usr"), "pgsql-*", "bin"));
        for (String entry : Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1)) {
            if (!entry.isEmpty()) {
                candidates.add(Path.of(entry));
            }
        }
        return candidates;
    }

    private static List<Path> matching(Path parent, String pattern, String child) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, pattern)) {
                folders.forEach(each -> found.add(each.resolve(child)));
            } catch (IOException e) {
                return List.of();
            }
        }
        return found;
    }

    private static Optional<Integer> major(Path folder) {
        Tools tools = new Tools(folder, 0);
        return Files.isExecutable(tools.dump()) && Files.isExecutable(tools.restore())
                ? version(tools.dump())
                : Optional.empty();
    }

    private static Optional<Integer> version(Path program) {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String text =
                    new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(text);
            return matcher.find()
                    ? Optional.of(Integer.parseInt(matcher.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
