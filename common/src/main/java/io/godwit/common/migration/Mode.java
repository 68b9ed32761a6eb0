package io.godwit.common.migration;

/// How a migration moves data: once from one snapshot, or followed by the source's changes.
public enum Mode {
    OFFLINE("Offline"),
    ONLINE("Online");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
