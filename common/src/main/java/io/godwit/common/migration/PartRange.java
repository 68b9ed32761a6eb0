package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// The rows of one part: `from <= position < to`, either end open if null.
///
/// @param column the key's column, or null if the position is the `ctid`
/// @param from in the server's own text
/// @param to in the server's own text
public record PartRange(@Nullable String column, @Nullable String from, @Nullable String to) {}
