package io.godwit.common.migration;

/// A table's name as it is in the catalog, unquoted. Its text is for people.
public record TableName(String schema, String name) {
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
