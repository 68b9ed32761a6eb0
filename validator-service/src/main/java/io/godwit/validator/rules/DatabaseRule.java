package io.godwit.validator.rules;

/// A rule about one database; [RuleContext#database()] names it.
public interface DatabaseRule extends Rule {
    @Override
    default Level level() {
        return Level.DATABASE;
    }
}
