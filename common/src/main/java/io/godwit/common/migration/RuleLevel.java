package io.godwit.common.migration;

/// Whether a validation rule is about the servers or about one database.
public enum RuleLevel {
    SERVER("server"),
    DATABASE("database");

    private final String word;

    RuleLevel(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
