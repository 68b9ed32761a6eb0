package io.godwit.common.migration;

/// How deeply source and target are compared; each level includes those before it.
public enum ComparisonLevel {
    /// The catalogs, object by object.
    SCHEMA("schema"),
    /// How many rows each table has, and sequences.
    COUNTS("counts"),
    /// Every row, and large objects.
    FULL("full");

    private final String word;

    ComparisonLevel(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
