package io.godwit.cdc.apply;

import org.jspecify.annotations.Nullable;

/// A column of a target's table.
///
/// @param typeName `schema.name`, unquoted
/// @param baseTypeName of a domain its base; that is how `pgoutput` names it
/// @param equality the operator, as `OPERATOR(…)` takes it, that pairs equal values and that a
///   mergejoin may use; null if the type has none
record TargetColumn(
        String name,
        long type,
        String typeName,
        String baseTypeName,
        int typeModifier,
        String typeText,
        boolean generated,
        @Nullable String equality) {
    /// Object ids below are the same on every server.
    static final long FIRST_UNPINNED = 10_000;

    boolean userDefined() {
        return type >= FIRST_UNPINNED;
    }
}
