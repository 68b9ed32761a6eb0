package io.godwit.common.migration;

/// One of the two servers of a migration.
public enum Side {
    SOURCE("source"),
    TARGET("target");

    private final String word;

    Side(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
