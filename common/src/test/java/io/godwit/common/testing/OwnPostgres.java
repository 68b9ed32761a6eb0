package io.godwit.common.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.springframework.util.FileSystemUtils;

/// A PostgreSQL server of a test's own, of any version, or one that insists on SSL. Ends when it is
/// closed.
public final class OwnPostgres implements AutoCloseable {
    private final UnaryOperator<EmbeddedPostgres.Builder> kind;
    private final Path folder;
    private EmbeddedPostgres process;

    private OwnPostgres(UnaryOperator<EmbeddedPostgres.Builder> kind, Path folder)
            throws IOException {
        this.kind = kind;
        this.folder = folder;
        this.process = builder().start();
    }

    /// @param version such as `9.6` or `17`; the module that uses it has its build copy that
    ///   version's binaries into the folder that the system property `godwit.test.postgres` names
    public static OwnPostgres ofVersion(String version) {
        return start(builder -> builder.setPgBinaryResolver((_, _) -> binaries(version)));
    }

    /// The version of [TestPostgres], which lets nobody in over the network without SSL.
    public static OwnPostgres encrypting(TestCertificate certificate) {
        return start(builder ->
                builder.setServerConfig("ssl", "on")
                        .setDataDirectoryCustomizer(
                                folder -> encrypt(folder.toPath(), certificate)));
    }

    private static void encrypt(Path folder, TestCertificate certificate) {
        try {
            Files.writeString(folder.resolve("server.crt"), certificate.certificate());
            Path key = Files.createFile(folder.resolve("server.key"));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(key, certificate.key());
            Files.writeString(folder.resolve("pg_hba.conf"), "hostssl all all all trust\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OwnPostgres start(UnaryOperator<EmbeddedPostgres.Builder> kind) {
        try {
            return new OwnPostgres(kind, Files.createTempDirectory("godwit-own-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres.Builder builder() {
        return kind.apply(TestPostgres.builder())
                .setPGStartupWait(Duration.ofSeconds(60))
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
    }

    /// As its administrator does: every connection ends, and the same data is served at the same
    /// address afterwards.
    public void restart() throws IOException {
        int port = process.getPort();
        process.close();
        process = builder().setPort(port).start();
    }

    private static InputStream binaries(String version) throws IOException {
        Path folder = Path.of(System.getProperty("godwit.test.postgres"));
        try (DirectoryStream<Path> found =
                        Files.newDirectoryStream(folder, "*-" + version + ".*.jar");
                ZipFile jar = new ZipFile(found.iterator().next().toFile())) {
            ZipEntry archive =
                    jar.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .get();
            return new ByteArrayInputStream(jar.getInputStream(archive).readAllBytes());
        }
    }

    public TestPostgres server() {
        return TestPostgres.at(process.getPort());
    }

    @Override
    public void close() throws IOException {
        process.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
