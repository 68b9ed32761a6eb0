package io.godwit.common.migration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one validation rule found.
///
/// @param code the rule's stable code, such as `SOURCE_REACHABLE`
/// @param name the rule in words
/// @param message what was found
/// @param objects the objects concerned; where there are very many, the further ones came before in
///   `RuleObjectsFound`
/// @param action the corrective action in words, null where none is needed
/// @param fixSide as older versions wrote it: where `fixSql` is to be run
/// @param fixSql as older versions wrote it; `fixes` has it too
/// @param side null in logs of older versions, as are level, severity and meaning
/// @param meaning what it means for a migration, null where nothing is wrong
/// @param fixes the exact SQL that mends it, where there is any, in order; the further ones as with
///   `objects`
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
        Instant ended,
        @Nullable RuleSide side,
        @Nullable RuleLevel level,
        @Nullable RuleSeverity severity,
        @Nullable String meaning,
        @Nullable List<Fix> fixes) {

    public RuleResult {
        objects = List.copyOf(objects);
        fixes = fixes == null ? fixesOf(fixSide, fixSql) : List.copyOf(fixes);
    }

    /// As older versions wrote it.
    public RuleResult(
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
        this(
                code, name, status, message, objects, action, fixSide, fixSql, started, ended, null,
                null, null, null, null);
    }

    private static List<Fix> fixesOf(@Nullable Side side, @Nullable String sql) {
        return side == null || sql == null ? List.of() : List.of(Fix.of(side, sql));
    }

    @Override
    public List<Fix> fixes() {
        return fixes == null ? List.of() : fixes;
    }

    /// The same finding with these objects and fixes.
    public RuleResult with(List<String> concerned, List<Fix> mending) {
        return new RuleResult(
                code, name, status, message, concerned, action, fixSide, fixSql, started, ended,
                side, level, severity, meaning, mending);
    }
}
