package io.godwit.common.migration;

import static java.util.Objects.requireNonNull;

/// One database of a migration, the name it gets on the target, and which of its tables move.
public record DatabaseSpec(String name, String targetName, TableFilter tables) {
    public DatabaseSpec {
        requireNonNull(name, "name");
        requireNonNull(targetName, "targetName");
        requireNonNull(tables, "tables");
    }
}
