package io.godwit.common.migration;

/// How bad it is at worst when a validation rule does not succeed.
public enum RuleSeverity {
    /// It can fail, and a failed rule keeps the migration from going on.
    BLOCKING("Blocking"),
    /// It only ever warns.
    WARNING("Warning");

    private final String word;

    RuleSeverity(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
