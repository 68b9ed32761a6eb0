package io.godwit.cli;

import org.jspecify.annotations.Nullable;

/// The command line parser sets a command's parent before it runs it.
final class Parent {
    private Parent() {}

    static GodwitCommand of(@Nullable GodwitCommand godwit) {
        if (godwit == null) {
            throw new IllegalStateException("a command runs under godwit only");
        }
        return godwit;
    }
}
