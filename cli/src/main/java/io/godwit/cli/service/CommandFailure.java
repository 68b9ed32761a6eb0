package io.godwit.cli.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends a command: what went wrong in a sentence, what to do, and the exit code.
public final class CommandFailure extends RuntimeException {
    private final ExitCode exitCode;
    private final @Nullable String code;
    private final List<String> details;
    private final @Nullable String action;

    /// @param code the service's stable failure code, null where the CLI itself refuses
    /// @param details further sentences, one line each
    /// @param action what the person should do
    public CommandFailure(
            ExitCode exitCode,
            @Nullable String code,
            String message,
            List<String> details,
            @Nullable String action) {
        super(message);
        this.exitCode = exitCode;
        this.code = code;
        this.details = List.copyOf(details);
        this.action = action;
    }

    public static CommandFailure user(String message, String action) {
        return new CommandFailure(ExitCode.USER, null, message, List.of(), action);
    }

    public static CommandFailure unavailable(String message, String action) {
        return new CommandFailure(ExitCode.TRANSIENT, null, message, List.of(), action);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public @Nullable String code() {
        return code;
    }

    public String message() {
        String message = getMessage();
        return message == null ? exitCode.name() : message;
    }

    public List<String> details() {
        return details;
    }

    public @Nullable String action() {
        return action;
    }
}
