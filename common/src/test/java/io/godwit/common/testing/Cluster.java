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
/// copied, because making them takes seconds of a processor.
final class Cluster {
    private static final Path TEMPLATE =
            Path.of(System.getProperty("java.io.tmpdir"), "godwit-test-cluster-15");

    /// The server insists on it.
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Cluster() {}

    /// Starts a server on a copy of its own; both end with the JVM.
    ///
    /// @return its port
    @SuppressWarnings("resource")
    static int start(EmbeddedPostgres.Builder builder) throws IOException {
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

    private static Path template() throws IOException {
        Path lock = Path.of(TEMPLATE + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.isDirectory(TEMPLATE)) {
                make();
            }
        }
        return TEMPLATE;
    }

    private static void make() throws IOException {
        Path parent = Files.createTempDirectory("godwit-cluster");
        Path data = parent.resolve("data");
        EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()
                .close();
        Files.move(data, TEMPLATE, StandardCopyOption.ATOMIC_MOVE);
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
