package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/// Two servers, the service and a folder for all of them. Closed once, also when the benchmark is
/// interrupted; only what it started is ended.
final class Rig implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path folder;
    private final Programs programs;
    private final PostgresServer source;
    private final PostgresServer target;
    private final GodwitService service;
    private volatile boolean closing;

    static Rig start(Installation installation) {
        return new Rig(installation, "");
    }

    /// With servers that can be followed.
    static Rig startLogical(Installation installation) {
        return new Rig(installation, "wal_level = logical");
    }

    /// With servers that can be followed, and that have room to lock very many tables at once.
    static Rig startForManyTables(Installation installation) {
        return new Rig(installation, "wal_level = logical\nmax_locks_per_transaction = 512");
    }

    private Rig(Installation installation, String settings) {
        folder = openFolder(installation.folder());
        started.push(() -> delete(folder));
        Thread hook = new Thread(this::closeAll, "benchmark-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            programs = opened(new Programs(folder, installation.postgresBin()));
            source = opened(PostgresServer.start(programs, folder.resolve("source"), settings));
            target = opened(PostgresServer.start(programs, folder.resolve("target"), settings));
            service =
                    opened(
                            GodwitService.start(
                                    installation.serviceCommand(), folder.resolve("service")));
            service.awaitReady();
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    /// The server's owner must be able to pass through.
    private static Path openFolder(Path place) {
        try {
            Path folder = Files.createTempDirectory(place, "godwit-benchmark-");
            return Files.setPosixFilePermissions(
                    folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    PostgresServer source() {
        return source;
    }

    PostgresServer target() {
        return target;
    }

    GodwitService service() {
        return service;
    }

    Programs programs() {
        return programs;
    }

    /// The kind of file system that everything lies on.
    String fileSystem() {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For what contenders write, empty again.
    Path emptied(String name) {
        Path path = folder.resolve(name);
        delete(path);
        try {
            return Files.createDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeAll();
    }

    /// @throws BenchmarkException if the benchmark was interrupted: what runs now is no figure
    void requireOpen() {
        if (closing) {
            throw new BenchmarkException("interrupted");
        }
    }

    private void closeAll() {
        closing = true;
        closeParts();
    }

    private synchronized void closeParts() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("benchmark: while tidying up: " + e);
            }
        }
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
