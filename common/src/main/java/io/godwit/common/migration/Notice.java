package io.godwit.common.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that a person should know though the migration goes on: an object that does not move,
/// an index that is invalid on the source, a privilege that could not be granted.
///
/// @param code stable, such as `SUBSCRIPTION_NOT_MOVED`
public record Notice(
        String code,
        @Nullable String database,
        String message,
        String action,
        List<String> objects) {
    public Notice {
        objects = List.copyOf(objects);
    }
}
