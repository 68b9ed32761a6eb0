package io.godwit.common.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/// The files of a server that nobody has used yet: made once for all test JVMs of the machine, and
/// copied, because making them takes seconds of a processor. One for sources and one for targets:
/// copies of the same bear the same system identifier, and Godwit notices.
final class Cluster {
    private final Path template;

    /// The server insists on it.
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    Cluster(String name) {
        this.template =
                Path.of(System.getProperty("java.io.tmpdir"), "godwit-test-cluster-15-" + name);
    }

    /// Starts a server on a copy of its own; both end with the JVM.
    ///
    /// @return its port
    @SuppressWarnings("resource")
    int start(EmbeddedPostgres.Builder builder) throws IOException {
        Path folder = Files.createTempDirectory("godwit-cluster");
        Path data = folder.resolve("data");
        Files.createDirectory(data, PRIVATE);
        FileSystemUtils.copyRecursively(template(), data);
        EmbeddedPostgres server =
                builder.setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
        return server.getPort();
    }

    private Path template() throws IOException {
        Path lock = Path.of(template + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.isDirectory(template)) {
                make();
            }
        }
        return template;
    }

    private void make() throws IOException {
        Path parent = Files.createTempDirectory("godwit-cluster");
        Path data = parent.resolve("data");
        EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()
                .close();
        Files.move(data, template, StandardCopyOption.ATOMIC_MOVE);
        FileSystemUtils.deleteRecursively(parent);
    }

    private static void end(EmbeddedPostgres server, Path folder) {
        try {
            server.close();
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // The machine's own cleaning takes what is left.
        }
    }
}
