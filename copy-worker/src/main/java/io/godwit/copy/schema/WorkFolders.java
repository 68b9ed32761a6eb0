package io.godwit.copy.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where archives lie between two commands: below one folder that nobody else can read. They are a
/// convenience only: what is missing is made again.
public final class WorkFolders {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;

    public WorkFolders(Path root) {
        this.root = root;
    }

    /// The folder of one staging database and snapshot, made if need be, by several at once too.
    Path of(String staging, String snapshot) {
        try {
            Files.createDirectories(root.toAbsolutePath().getParent());
            return Files.createDirectories(
                    root.resolve(name(staging) + "@" + name(snapshot)), PRIVATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes what was kept for a staging database, whatever the snapshot.
    public void forget(String staging) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, name(staging) + "@*")) {
            for (Path folder : folders) {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("could not delete what was kept for {}", staging, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }

    /// Both names are Godwit's and PostgreSQL's own and plain; nothing else gets into a path.
    private static String name(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
