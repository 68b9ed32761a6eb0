package io.godwit.common.messaging;

import org.jspecify.annotations.Nullable;

/// The passwords of one migration. Its text never shows them.
public record Passwords(@Nullable String source, @Nullable String target) {
    @Override
    public String toString() {
        return "Passwords[…]";
    }
}
