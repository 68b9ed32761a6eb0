package io.godwit.common.migration;

/// Which server a validation rule looks at.
public enum RuleSide {
    SOURCE("source"),
    TARGET("target"),
    BOTH("both");

    private final String word;

    RuleSide(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
