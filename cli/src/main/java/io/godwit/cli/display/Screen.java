package io.godwit.cli.display;

import java.io.PrintWriter;
import java.util.List;

/// Draws a block of lines over its last self on a terminal. Not thread-safe.
public final class Screen {
    private static final String ESCAPE = "\u001b[";

    private final PrintWriter out;
    private int drawn;

    public Screen(PrintWriter out) {
        this.out = out;
    }

    public void draw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append(ESCAPE).append(drawn).append("A\r");
        }
        for (String line : lines) {
            text.append(line).append(ESCAPE).append("K\n");
        }
        text.append(ESCAPE).append("J");
        out.print(text);
        out.flush();
        drawn = lines.size();
    }
}
