package io.godwit.validator.rules;

import io.godwit.common.migration.RuleLevel;

/// A rule about one database; [RuleContext#database()] names it.
public interface DatabaseRule extends Rule {
    @Override
    default RuleLevel level() {
        return RuleLevel.DATABASE;
    }
}
