package io.godwit.common.migration;

/// To what level `Succeeded` means proven.
public enum Verification {
    NONE("none"),
    COUNTS("counts"),
    FULL("full");

    private final String word;

    Verification(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
