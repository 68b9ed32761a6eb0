package io.godwit.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The executable jar of a module, unpacked once for all test JVMs as `./godwit serve` does: a jar
/// of jars takes half as long again to start.
final class UnpackedJar {
    private UnpackedJar() {}

    static synchronized Path of(String module) {
        String name =
                "godwit-%s-%s-exec.jar".formatted(module, System.getProperty("godwit.version"));
        Path packed = Path.of(System.getProperty("godwit.root"), module, "target", name);
        Path folder = Path.of("target", "unpacked", module);
        try {
            Files.createDirectories(folder.getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    Path.of(folder + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                Path unpacked = folder.resolve(name);
                if (Files.notExists(unpacked) || isNewer(packed, folder)) {
                    unpack(packed, folder);
                }
                return unpacked.toAbsolutePath();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNewer(Path packed, Path folder) throws IOException {
        return Files.getLastModifiedTime(packed).compareTo(Files.getLastModifiedTime(folder)) > 0;
    }

    private static void unpack(Path packed, Path folder) throws IOException {
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djarmode=tools",
                                "-jar",
                                packed.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                folder.toString())
                        .inheritIO()
                        .start();
        try {
            if (tool.waitFor() != 0) {
                throw new AssertionError(packed + " cannot be unpacked");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
