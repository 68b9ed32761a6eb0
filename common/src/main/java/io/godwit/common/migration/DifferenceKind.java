package io.godwit.common.migration;

/// How something differs.
public enum DifferenceKind {
    /// It is on the source only.
    MISSING("missing"),
    /// It is on the target only.
    EXTRA("extra"),
    CHANGED("changed"),
    /// It could not be compared, so it is not proven equal.
    NOT_COMPARED("not compared");

    private final String word;

    DifferenceKind(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
