package io.godwit.cdc.apply;

import java.util.List;

/// What the target's catalog says of a table.
///
/// @param partitioned whether it has no rows of its own
/// @param keys those that can find rows, the best first
record TargetForm(
        String schema,
        String name,
        boolean partitioned,
        List<TargetColumn> columns,
        List<TargetKey> keys) {
    TargetForm {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }
}
