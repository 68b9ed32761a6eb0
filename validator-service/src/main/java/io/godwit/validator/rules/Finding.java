package io.godwit.validator.rules;

import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule found.
///
/// @param message what was found, and what it means for this migration
/// @param objects all objects concerned, not only the first
/// @param action what to do, in words; null where nothing is to be done
/// @param fixSql run as printed on `fixSide`, it mends the finding
public record Finding(
        RuleStatus status,
        String message,
        List<String> objects,
        @Nullable String action,
        @Nullable Side fixSide,
        @Nullable String fixSql) {
    public Finding {
        objects = List.copyOf(objects);
    }

    public static Finding succeeded(String message) {
        return new Finding(RuleStatus.SUCCEEDED, message, List.of(), null, null, null);
    }

    public static Finding warning(String message, String action) {
        return new Finding(RuleStatus.WARNING, message, List.of(), action, null, null);
    }

    public static Finding failed(String message, String action) {
        return new Finding(RuleStatus.FAILED, message, List.of(), action, null, null);
    }

    public Finding objects(List<String> concerned) {
        return new Finding(status, message, concerned, action, fixSide, fixSql);
    }

    public Finding fix(Side side, String sql) {
        return new Finding(status, message, objects, action, side, sql);
    }

    /// One statement a line.
    public Finding fix(Side side, List<String> statements) {
        return statements.isEmpty() ? this : fix(side, String.join("\n", statements));
    }
}
