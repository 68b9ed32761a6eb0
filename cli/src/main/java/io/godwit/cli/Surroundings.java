package io.godwit.cli;

import io.godwit.cli.display.SystemTerminal;
import io.godwit.cli.display.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// What a command sees of the world outside.
///
/// @param out data, and nothing else
/// @param err messages
record Surroundings(
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        Map<String, String> environment,
        InstantSource clock,
        Pause pause) {

    @FunctionalInterface
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new SystemTerminal(environment),
                environment,
                InstantSource.system(),
                Thread::sleep);
    }

    /// Always UTF-8: block characters and names must survive a container without a locale.
    private static PrintWriter writer(FileDescriptor descriptor) {
        PrintStream stream =
                new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }
}
