package io.godwit.validator.rules;

/// A rule about one or both servers.
public interface ServerRule extends Rule {
    @Override
    default Level level() {
        return Level.SERVER;
    }
}
