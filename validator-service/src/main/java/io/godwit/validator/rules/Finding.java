package io.godwit.validator.rules;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule found.
///
/// @param message what was found
/// @param objects all objects concerned, not only the first
/// @param action what to do, in words; null for the remedy of the rule's description
/// @param fixes run as printed, in order, they mend the finding
public record Finding(
        RuleStatus status,
        String message,
        List<String> objects,
        @Nullable String action,
        List<Fix> fixes) {
    public Finding {
        objects = List.copyOf(objects);
        fixes = List.copyOf(fixes);
    }

    public static Finding succeeded(String message) {
        return new Finding(RuleStatus.SUCCEEDED, message, List.of(), null, List.of());
    }

    public static Finding warning(String message) {
        return new Finding(RuleStatus.WARNING, message, List.of(), null, List.of());
    }

    public static Finding warning(String message, String action) {
        return warning(message).action(action);
    }

    public static Finding failed(String message) {
        return new Finding(RuleStatus.FAILED, message, List.of(), null, List.of());
    }

    public static Finding failed(String message, String action) {
        return failed(message).action(action);
    }

    public Finding objects(List<String> concerned) {
        return new Finding(status, message, concerned, action, fixes);
    }

    public Finding action(String words) {
        return new Finding(status, message, objects, words, fixes);
    }

    public Finding fix(Fix fix) {
        return fixes(List.of(fix));
    }

    public Finding fixes(List<Fix> all) {
        return new Finding(status, message, objects, action, all);
    }
}
