package io.godwit.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A JVM of its own that can be killed without warning and started again.
final class Jvm implements AutoCloseable {
    private final String name;
    private final List<String> command;
    private final Path log;
    private Process process;

    private Jvm(String name, List<String> command, Path log) {
        this.name = name;
        this.command = command;
        this.log = log;
    }

    /// A module as a user would start it.
    static Jvm ofModule(String module, Path folder, Map<String, String> settings) {
        List<String> tail = new ArrayList<>(List.of("-jar", UnpackedJar.of(module).toString()));
        settings.forEach((key, value) -> tail.add("--" + key + "=" + value));
        return of(module, folder, tail);
    }

    /// A class of the tests' own class path.
    static Jvm ofClass(Class<?> main, Path folder, String... arguments) {
        List<String> tail =
                new ArrayList<>(
                        List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        tail.addAll(List.of(arguments));
        return of(main.getSimpleName(), folder, tail);
    }

    private static Jvm of(String name, Path folder, List<String> tail) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(tail);
        return new Jvm(name, command, folder.resolve(name + "-" + System.nanoTime() + ".log"));
    }

    String name() {
        return name;
    }

    Jvm start() {
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws AssertionError if it ended by itself
    void assertAlive() {
        if (!isAlive()) {
            throw new AssertionError(name + " ended by itself\n" + log());
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /// As `kill -9`.
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// As a service manager stops it.
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not stop within 30 s\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
    }
}
