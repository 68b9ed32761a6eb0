package io.godwit.common.migration;

/// How one validation rule ended.
public enum RuleStatus {
    SUCCEEDED("Succeeded"),
    WARNING("Warning"),
    FAILED("Failed");

    private final String word;

    RuleStatus(String word) {
        this.word = word;
    }

    /// The worse of the two.
    public RuleStatus and(RuleStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return word;
    }
}
