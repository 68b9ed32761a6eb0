package io.godwit.validator.comparison;

import org.jspecify.annotations.Nullable;

/// Of some rows, whatever their order.
///
/// @param sum of the rows' hashes; null if there are none, or if only counts are wanted
record Checksum(long rows, @Nullable String sum) {
    static final Checksum NONE = new Checksum(0, null);
}
