package io.godwit.copy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFoldersTest {
    private static final int AT_ONCE = 8;

    @TempDir private Path data;

    @RepeatedTest(50)
    void theFirstMigrationsOfAServiceMakeTheirFoldersAtOnce() throws Exception {
        WorkFolders folders = new WorkFolders(data.resolve("new").resolve("copy-worker"));
        CountDownLatch ready = new CountDownLatch(AT_ONCE);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Path>> made =
                    IntStream.range(0, AT_ONCE)
                            .mapToObj(n ->
                                    threads.submit(() -> {
                                        ready.countDown();
                                        ready.await();
                                        return folders.of("staging_" + n, "snapshot");
                                    }))
                            .toList();
            for (Future<Path> folder : made) {
                assertThat(folder.get()).isDirectory();
            }
        }
    }

    @Test
    void nobodyElseCanReadThem() throws IOException {
        Path root = data.resolve("copy-worker");
        Path folder = new WorkFolders(root).of("staging", "snapshot");

        for (Path made : List.of(root, folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }
}
