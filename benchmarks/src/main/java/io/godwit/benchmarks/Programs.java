package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs programs, one at a time, and ends the one that is running when the benchmark is ended.
final class Programs implements AutoCloseable {
    private static final long LONGEST_MINUTES = 60;
    private static final int SHOWN = 2_000;

    private final Path output;
    private final Path postgresBin;
    private volatile @Nullable Process running;

    /// @param folder for the output of programs
    /// @param postgresBin where PostgreSQL's programs are; first on the path of all programs
    Programs(Path folder, Path postgresBin) {
        this.output = folder.resolve("program.log");
        this.postgresBin = postgresBin;
    }

    /// @throws BenchmarkException if it does not end with 0, with the end of what it wrote
    void run(List<String> command, Map<String, String> environment) {
        try {
            Process process = started(command, environment);
            running = process;
            await(process, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running = null;
        }
    }

    String postgres(String program) {
        return postgresBin.resolve(program).toString();
    }

    private Process started(List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile());
        builder.environment()
                .merge("PATH", postgresBin.toString(), (path, bin) -> bin + ":" + path);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void await(Process process, List<String> command) {
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                kill(process.toHandle());
                throw new BenchmarkException(command.getFirst() + " took too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill(process.toHandle());
            throw new BenchmarkException("interrupted");
        }
        if (process.exitValue() != 0) {
            throw new BenchmarkException(
                    "%s ended with %d: %s"
                            .formatted(
                                    Path.of(command.getFirst()).getFileName(),
                                    process.exitValue(),
                                    tail(output)));
        }
    }

    static String tail(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - SHOWN)).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// With all its children, from the top, so that nobody is left to start another: pg_dump and
    /// pgcopydb work in several processes, and pgcopydb's do not end with their parent.
    static void kill(ProcessHandle process) {
        List<ProcessHandle> children = process.children().toList();
        process.destroyForcibly();
        children.forEach(Programs::kill);
    }

    @Override
    public void close() {
        Process process = running;
        if (process != null) {
            kill(process.toHandle());
        }
    }
}
