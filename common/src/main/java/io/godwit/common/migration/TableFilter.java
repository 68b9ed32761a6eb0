package io.godwit.common.migration;

import java.util.List;

/// Which tables of a database move. An empty `include` means all; `exclude` wins. An entry is
/// `schema.table`, `table` (any schema) or a pattern with `*` and `?`; double quotes make a part
/// literal, as in `"odd.schema"."odd*table"`.
public record TableFilter(List<String> include, List<String> exclude) {
    public static final TableFilter ALL = new TableFilter(List.of(), List.of());

    public TableFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    public boolean all() {
        return include.isEmpty() && exclude.isEmpty();
    }
}
