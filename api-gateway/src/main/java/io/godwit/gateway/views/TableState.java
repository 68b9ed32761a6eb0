package io.godwit.gateway.views;

/// How far the copy of a table is.
public enum TableState {
    QUEUED("Queued"),
    COPYING("Copying"),
    COPIED("Copied"),
    ERRORED("Errored");

    private final String word;

    TableState(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
