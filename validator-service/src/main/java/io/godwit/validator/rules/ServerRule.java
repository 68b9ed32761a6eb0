package io.godwit.validator.rules;

import io.godwit.common.migration.RuleLevel;

/// A rule about one or both servers.
public interface ServerRule extends Rule {
    @Override
    default RuleLevel level() {
        return RuleLevel.SERVER;
    }
}
