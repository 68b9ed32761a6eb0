package io.godwit.common.migration;

/// The state of a migration as users see it.
public enum State {
    IN_PROGRESS("InProgress", false),
    WAITING_FOR_USER_ACTION("WaitingForUserAction", false),
    SUCCEEDED("Succeeded", true),
    FAILED("Failed", true),
    VALIDATION_FAILED("ValidationFailed", true),
    CANCELED("Canceled", true);

    private final String word;
    private final boolean ended;

    State(String word, boolean ended) {
        this.word = word;
        this.ended = ended;
    }

    /// Whether nothing more happens by itself.
    public boolean ended() {
        return ended;
    }

    @Override
    public String toString() {
        return word;
    }
}
