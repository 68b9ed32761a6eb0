package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// One thing that differs between source and target.
///
/// @param type what it is, such as `row`, `index`, `sequence` or `grant`
/// @param object its name, or the table's if it is a row
/// @param key names the row, or the column, policy … of the object; null if there is none
/// @param source its value there, shortened; null if it has none
/// @param target its value there, shortened; null if it has none
/// @param repair SQL for the target that makes it as on the source, null if it is not known, or
///   would do harm
public record ComparisonDifference(
        DifferenceKind kind,
        String type,
        String object,
        @Nullable String key,
        @Nullable String source,
        @Nullable String target,
        @Nullable String repair) {}
