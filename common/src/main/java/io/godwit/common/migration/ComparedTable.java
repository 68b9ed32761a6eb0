package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// The result of comparing one table.
///
/// @param difference what differs, null if nothing does
public record ComparedTable(
        int table, long sourceRows, long targetRows, @Nullable String difference) {
    public boolean equal() {
        return difference == null;
    }
}
