package io.godwit.validator.comparison;

import org.jspecify.annotations.Nullable;

/// What one side holds of some rows.
///
/// @param versions tells whether a transaction wrote to them since, although they hold what they
///   held; null if there are no rows, or if nobody asked
record Held(Checksum sum, @Nullable String versions) {
    static final Held NOTHING = new Held(Checksum.NONE, null);

    /// What one look saw on both sides.
    record Pair(Held source, Held target) {
        static Pair of(@Nullable Held source, @Nullable Held target) {
            return new Pair(source == null ? NOTHING : source, target == null ? NOTHING : target);
        }

        boolean equal() {
            return source.sum().equals(target.sum());
        }

        boolean extra() {
            return target.sum().rows() > source.sum().rows();
        }
    }
}
