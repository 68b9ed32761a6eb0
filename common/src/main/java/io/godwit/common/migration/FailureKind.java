package io.godwit.common.migration;

/// Whose fault a failure is; retry, HTTP status, exit code and advice follow from it.
public enum FailureKind {
    /// The request cannot be carried out as asked.
    USER(2, 400, false),
    /// The source refused or is not fit.
    SOURCE(3, 502, false),
    /// The target refused or is not fit.
    TARGET(4, 502, false),
    /// It may work a moment later; retried with back-off.
    TRANSIENT(5, 503, true),
    /// A fault of ours.
    INTERNAL(6, 500, false);

    private final int exitCode;
    private final int httpStatus;
    private final boolean retried;

    FailureKind(int exitCode, int httpStatus, boolean retried) {
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
        this.retried = retried;
    }

    /// What the CLI ends with.
    public int exitCode() {
        return exitCode;
    }

    /// What the API answers with, unless the code names a better one.
    public int httpStatus() {
        return httpStatus;
    }

    /// Whether the work is tried again without being asked.
    public boolean retried() {
        return retried;
    }
}
