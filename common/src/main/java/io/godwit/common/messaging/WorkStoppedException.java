package io.godwit.common.messaging;

/// The work is not wanted any more; its worker answers with `WorkStopped`.
public final class WorkStoppedException extends RuntimeException {
    public WorkStoppedException(String work) {
        super(work + " is not wanted any more");
    }
}
