package io.godwit.gateway.views;

import io.godwit.common.migration.EnvironmentDifference;
import org.jspecify.annotations.Nullable;

/// How the target's surroundings differ from the source's.
///
/// @param database null if it is about the servers
/// @param source null if it is not there
/// @param target null if it is not there
public record ScopedDifference(
        @Nullable String database,
        String category,
        String name,
        @Nullable String source,
        @Nullable String target) {
    static ScopedDifference of(@Nullable String database, EnvironmentDifference difference) {
        return new ScopedDifference(
                database,
                difference.category(),
                difference.name(),
                difference.source(),
                difference.target());
    }
}
