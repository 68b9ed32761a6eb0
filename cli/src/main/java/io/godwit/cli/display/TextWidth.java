package io.godwit.cli.display;

/// Makes text that came from elsewhere safe and measurable: control characters become visible
/// escapes, so that a name with a newline or an escape sequence cannot move the cursor.
public final class TextWidth {
    private TextWidth() {}

    public static String printable(String text) {
        if (text.codePoints().noneMatch(TextWidth::hidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(point -> appendPrintable(shown, point));
        return shown.toString();
    }

    private static void appendPrintable(StringBuilder shown, int point) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (hidden(point)) {
                    shown.append("\\u%04x".formatted(point));
                } else {
                    shown.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    /// Columns on a terminal: wide characters count two, combining marks none.
    static int columns(String text) {
        return text.codePoints().map(TextWidth::columns).sum();
    }

    private static int columns(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return wide(point) ? 2 : 1;
    }

    private static boolean wide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }

    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }

    static String paddedLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - columns(text))) + text;
    }

    /// At most so many columns; what is cut off is marked by `…`.
    static String cut(String text, int columns) {
        if (columns(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int point : text.codePoints().toArray()) {
            used += columns(point);
            if (used > columns - 1) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.append('…').toString();
    }
}
