package io.godwit.gateway.views;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleLevel;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleSeverity;
import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule's result with the first of its objects and fixes; the others come page by page, and in
/// the script.
///
/// @param objectCount how many there are in all
/// @param fixCount how many fixes there are in all
/// @param fixSide of the first fix
/// @param fixSql of the first fix
public record RuleDetails(
        String code,
        String name,
        @Nullable RuleLevel level,
        @Nullable RuleSide side,
        @Nullable RuleSeverity severity,
        RuleStatus status,
        String message,
        @Nullable String meaning,
        List<String> objects,
        int objectCount,
        @Nullable String action,
        List<Fix> fixes,
        int fixCount,
        @Nullable Side fixSide,
        @Nullable String fixSql,
        Instant started,
        Instant ended,
        double durationSeconds) {
    private static final int OBJECTS_SHOWN = 100;
    private static final int FIXES_SHOWN = 10;

    static RuleDetails of(RuleResult result) {
        Fix first = result.fixes().isEmpty() ? null : result.fixes().getFirst();
        return new RuleDetails(
                result.code(),
                result.name(),
                result.level(),
                result.side(),
                result.severity(),
                result.status(),
                result.message(),
                result.meaning(),
                result.objects().stream().limit(OBJECTS_SHOWN).toList(),
                result.objects().size(),
                result.action(),
                result.fixes().stream().limit(FIXES_SHOWN).toList(),
                result.fixes().size(),
                first == null ? null : first.side(),
                first == null ? null : first.sql(),
                result.started(),
                result.ended(),
                Duration.between(result.started(), result.ended()).toMillis() / 1000.0);
    }
}
