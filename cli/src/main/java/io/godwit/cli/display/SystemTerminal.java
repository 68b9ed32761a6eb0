package io.godwit.cli.display;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/// The terminal of this process. `./godwit` tells by the environment what the JVM cannot see:
/// whether standard output alone is a terminal, and how large it is.
public final class SystemTerminal implements Terminal {
    private static final int DEFAULT_COLUMNS = 100;
    private static final int DEFAULT_ROWS = 30;

    private final Map<String, String> environment;

    public SystemTerminal(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public boolean live() {
        String told = environment.get("GODWIT_TERMINAL");
        if (told != null) {
            return told.equals("1");
        }
        return console().isPresent();
    }

    @Override
    public int columns() {
        return number("COLUMNS", DEFAULT_COLUMNS);
    }

    @Override
    public int rows() {
        return number("LINES", DEFAULT_ROWS);
    }

    private int number(String variable, int otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(value) : otherwise;
    }

    @Override
    public Optional<String> password(String prompt) {
        return console().map(console -> console.readPassword("%s", prompt)).map(String::new);
    }

    /// Only one whose input and output are both a terminal.
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
