package io.godwit.cdc.apply;

import java.util.List;

/// A unique index that finds a row.
///
/// @param columns names, all of them NOT NULL
/// @param equality the index's own operator for each, as `OPERATOR(…)` takes it
record TargetKey(List<String> columns, List<String> equality) {
    TargetKey {
        columns = List.copyOf(columns);
        equality = List.copyOf(equality);
    }
}
