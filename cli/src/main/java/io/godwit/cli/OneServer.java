package io.godwit.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A server by its address, for trying it without a file.
final class OneServer {
    @Option(
            names = "--source",
            paramLabel = "HOST:PORT@USER",
            required = true,
            description = "Try this one as a source, without a file.")
    private @Nullable String source;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT@USER",
            required = true,
            description = "Try this one as a target, without a file.")
    private @Nullable String target;

    String side() {
        return source == null ? "target" : "source";
    }

    String address() {
        if (source != null) {
            return source;
        }
        return target == null ? "" : target;
    }
}
