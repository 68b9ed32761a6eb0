package io.godwit.common.migration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one validation rule found.
///
/// @param code the rule's stable code, such as `SOURCE_REACHABLE`
/// @param name the rule in words
/// @param message what was found and what it means for this migration
/// @param objects the objects concerned, all of them
/// @param action the corrective action in words, null where none is needed
/// @param fixSide where `fixSql` is to be run
/// @param fixSql the exact SQL that mends it, where one exists
public record RuleResult(
        String code,
        String name,
        RuleStatus status,
        String message,
        List<String> objects,
        @Nullable String action,
        @Nullable Side fixSide,
        @Nullable String fixSql,
        Instant started,
        Instant ended) {
    public RuleResult {
        objects = List.copyOf(objects);
    }
}
