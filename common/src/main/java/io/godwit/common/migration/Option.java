package io.godwit.common.migration;

/// Which of the two halves of a migration run: checking, moving, or both.
public enum Option {
    VALIDATE("Validate"),
    MIGRATE("Migrate"),
    VALIDATE_AND_MIGRATE("ValidateAndMigrate");

    private final String word;

    Option(String word) {
        this.word = word;
    }

    public boolean validates() {
        return this != MIGRATE;
    }

    public boolean migrates() {
        return this != VALIDATE;
    }

    @Override
    public String toString() {
        return word;
    }
}
