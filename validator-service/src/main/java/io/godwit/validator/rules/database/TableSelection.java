package io.godwit.validator.rules.database;

import io.godwit.common.migration.TableFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Decides which tables a [TableFilter] selects.
final class TableSelection {
    private final List<Entry> include;
    private final List<Entry> exclude;

    private TableSelection(List<Entry> include, List<Entry> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /// @param schema matches any if the entry names none
    private record Entry(Pattern schema, Pattern name) {
        boolean matches(ObjectName table) {
            return schema.matcher(table.schema()).matches() && name.matcher(table.name()).matches();
        }
    }

    static TableSelection of(TableFilter filter) {
        return new TableSelection(entries(filter.include()), entries(filter.exclude()));
    }

    boolean selects(ObjectName table) {
        return (include.isEmpty() || any(include, table)) && !any(exclude, table);
    }

    private static boolean any(List<Entry> entries, ObjectName table) {
        return entries.stream().anyMatch(entry -> entry.matches(table));
    }

    private static List<Entry> entries(List<String> texts) {
        return texts.stream().map(TableSelection::entry).toList();
    }

    private static Entry entry(String text) {
        List<String> patterns = patterns(text);
        String name = patterns.getLast();
        String schema = patterns.size() == 1 ? ".*" : patterns.getFirst();
        return new Entry(compiled(schema), compiled(name));
    }

    private static Pattern compiled(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL);
    }

    /// The regular expressions of the parts, which a dot outside quotes divides.
    private static List<String> patterns(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                part.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted && parts.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(translated(c, quoted));
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String translated(char c, boolean literal) {
        if (!literal && c == '*') {
            return ".*";
        }
        if (!literal && c == '?') {
            return ".";
        }
        return Pattern.quote(String.valueOf(c));
    }
}
