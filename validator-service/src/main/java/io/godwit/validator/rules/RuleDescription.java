package io.godwit.validator.rules;

import io.godwit.common.migration.RuleSeverity;
import io.godwit.common.migration.RuleSide;
import java.util.List;

/// What there is to say of a rule before it is asked; `docs/validation.md` is written from it.
///
/// @param code stable, such as `SOURCE_REACHABLE`; users' scripts know it
/// @param name the rule in words: what is so when it succeeds
/// @param onlineOnly whether only migrations of mode Online need it
/// @param meaning what it means for a migration when it does not succeed
/// @param remedy what to do then
/// @param aliases the numbers that the reference's vendor gives to what this rule covers
public record RuleDescription(
        String code,
        String name,
        RuleSide side,
        RuleSeverity severity,
        boolean onlineOnly,
        String meaning,
        String remedy,
        List<Integer> aliases) {
    public RuleDescription {
        aliases = List.copyOf(aliases);
    }

    /// About the source, blocking, in every mode.
    public static RuleDescription of(String code, String name) {
        return new RuleDescription(
                code, name, RuleSide.SOURCE, RuleSeverity.BLOCKING, false, "", "", List.of());
    }

    public RuleDescription about(RuleSide other) {
        return new RuleDescription(
                code, name, other, severity, onlineOnly, meaning, remedy, aliases);
    }

    public RuleDescription warns() {
        return new RuleDescription(
                code, name, side, RuleSeverity.WARNING, onlineOnly, meaning, remedy, aliases);
    }

    public RuleDescription online() {
        return new RuleDescription(code, name, side, severity, true, meaning, remedy, aliases);
    }

    public RuleDescription meaning(String text) {
        return new RuleDescription(code, name, side, severity, onlineOnly, text, remedy, aliases);
    }

    public RuleDescription remedy(String text) {
        return new RuleDescription(code, name, side, severity, onlineOnly, meaning, text, aliases);
    }

    public RuleDescription alias(Integer... numbers) {
        return new RuleDescription(
                code, name, side, severity, onlineOnly, meaning, remedy, List.of(numbers));
    }
}
