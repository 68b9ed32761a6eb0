package io.godwit.cli.service;

import java.util.Locale;

/// What the CLI ends with. Scripts rely on the numbers; they never change.
public enum ExitCode {
    OK(0),
    /// The request cannot be carried out as asked.
    USER(2),
    SOURCE(3),
    TARGET(4),
    /// It may work a moment later.
    TRANSIENT(5),
    INTERNAL(6),
    VALIDATION_FAILED(7),
    CANCELED(8),
    /// Source and target differ.
    DIFFERENT(9),
    /// The command line itself is wrong (sysexits' EX_USAGE).
    USAGE(64);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// @param kind the failure kind's word in the API, such as `SOURCE`
    public static ExitCode ofKind(String kind) {
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "USER" -> USER;
            case "SOURCE" -> SOURCE;
            case "TARGET" -> TARGET;
            case "TRANSIENT" -> TRANSIENT;
            default -> INTERNAL;
        };
    }

    /// For answers that name no kind.
    static ExitCode ofStatus(int status) {
        if (status == 503 || status == 504 || status == 429) {
            return TRANSIENT;
        }
        return status >= 400 && status < 500 ? USER : INTERNAL;
    }
}
