package io.godwit.validator.rules;

/// What a rule looks at.
public enum Level {
    SERVER,
    DATABASE
}
