package io.godwit.cli;

import io.godwit.cli.display.Terminal;
import java.util.Optional;

/// Nobody is there.
final class NoTerminal implements Terminal {
    @Override
    public boolean live() {
        return false;
    }

    @Override
    public int columns() {
        return 80;
    }

    @Override
    public int rows() {
        return 24;
    }

    @Override
    public Optional<String> password(String prompt) {
        return Optional.empty();
    }
}
