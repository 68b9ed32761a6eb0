package io.godwit.common.migration;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// One failure as it is recorded and shown.
///
/// @param message what went wrong and where, in a sentence; never holds a password
/// @param sqlState the server's code, if a server refused
/// @param serverText the server's (or client tool's) own words, unchanged
public record Failure(
        FailureCode code, String message, @Nullable String sqlState, @Nullable String serverText) {
    public Failure {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
    }

    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, null, null);
    }
}
