package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// Something that applications meet otherwise on the target than on the source. Information, not a
/// failure.
///
/// @param category such as `setting`, `extension version`, `collation version`, `not moved`
/// @param name the setting, extension, role … concerned
/// @param source how it is on the source, null if it is not there
/// @param target how it is on the target, null if it is not there
public record EnvironmentDifference(
        String category, String name, @Nullable String source, @Nullable String target) {}
