package io.godwit.validator.comparison;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Spells the SQL that makes the target's rows as the source's, one statement for each. The
/// literals are in the order of the relation's columns.
interface RowRepair {
    /// What its rows are called.
    String type();

    @Nullable String insert(List<String> literals, long times);

    @Nullable String delete(List<String> literals, long times);

    /// @param same the columns that need no change
    @Nullable String update(List<String> literals, Set<Integer> same);
}
