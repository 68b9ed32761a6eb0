package io.godwit.gateway.requests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The properties of one JSON object, by name in any case. Remembers which were asked for, and
/// writes down what is wrong with them instead of throwing.
final class Fields {
    private record Field(String path, JsonNode value) {}

    private final String path;
    private final Mistakes mistakes;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    /// @param path where the object stands, empty for the body itself
    Fields(String path, Mistakes mistakes) {
        this.path = path;
        this.mistakes = mistakes;
    }

    static Fields of(String path, ObjectNode object, Mistakes mistakes) {
        Fields fields = new Fields(path, mistakes);
        fields.addAll(path, object, Set.of());
        return fields;
    }

    /// Adds an object's properties to these, but those to leave out (in lower case).
    void addAll(String prefix, ObjectNode object, Set<String> leaveOut) {
        object.properties()
                .forEach(entry -> {
                    String key = entry.getKey().toLowerCase(Locale.ROOT);
                    if (!leaveOut.contains(key)) {
                        add(key, new Field(join(prefix, entry.getKey()), entry.getValue()));
                    }
                });
    }

    private void add(String key, Field field) {
        Field other = fields.putIfAbsent(key, field);
        if (other != null) {
            mistakes.add(field.path(), "the same is given as " + other.path() + "; keep one");
        }
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    /// The path of a property: as it was written, else as it is documented.
    String path(String name) {
        Field field = fields.get(name.toLowerCase(Locale.ROOT));
        return field == null ? join(path, name) : field.path();
    }

    /// The first of the names that is there and not null; more than one of them is a mistake.
    private @Nullable Field take(String... names) {
        Field found = null;
        for (String name : names) {
            known.add(name);
            Field field = fields.get(name.toLowerCase(Locale.ROOT));
            if (field == null || field.value().isNull()) {
                continue;
            }
            if (found != null) {
                mistakes.add(field.path(), "the same is given as " + found.path() + "; keep one");
            }
            found = found == null ? field : found;
        }
        return found;
    }

    boolean has(String... names) {
        for (String name : names) {
            Field field = fields.get(name.toLowerCase(Locale.ROOT));
            if (field != null && !field.value().isNull()) {
                return true;
            }
        }
        return false;
    }

    /// Whether the first of the names that is there holds an array.
    boolean isArray(String... names) {
        for (String name : names) {
            Field field = fields.get(name.toLowerCase(Locale.ROOT));
            if (field != null && !field.value().isNull()) {
                return field.value().isArray();
            }
        }
        return false;
    }

    /// Text that is not blank.
    @Nullable String text(String... names) {
        String text = anyText(names);
        if (text != null && text.isBlank()) {
            mistakes.add(pathOf(names), "this must not be empty");
            return null;
        }
        return text;
    }

    /// Text that may be blank, such as a password.
    @Nullable String anyText(String... names) {
        Field field = take(names);
        if (field == null) {
            return null;
        }
        if (!field.value().isString()) {
            mistakes.add(field.path(), "a text is expected");
            return null;
        }
        return field.value().stringValue();
    }

    private String pathOf(String... names) {
        for (String name : names) {
            if (has(name)) {
                return path(name);
            }
        }
        return path(names[0]);
    }

    boolean flag(boolean otherwise, String... names) {
        Field field = take(names);
        if (field == null) {
            return otherwise;
        }
        JsonNode value = field.value();
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.isString() ? value.stringValue().strip() : "";
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            mistakes.add(field.path(), "true or false is expected");
        }
        return text.equalsIgnoreCase("true");
    }

    int number(int otherwise, int least, int most, String... names) {
        Field field = take(names);
        if (field == null) {
            return otherwise;
        }
        JsonNode value = field.value();
        String digits = value.isString() ? value.stringValue().strip() : value.toString();
        if (digits.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(digits);
            if (number >= least && number <= most) {
                return number;
            }
        }
        mistakes.add(
                field.path(), "a whole number from %d to %d is expected".formatted(least, most));
        return otherwise;
    }

    /// The property as an object of properties, or null if it is not there.
    @Nullable Fields object(String... names) {
        Field field = take(names);
        if (field == null) {
            return null;
        }
        if (field.value() instanceof ObjectNode object) {
            return Fields.of(field.path(), object, mistakes);
        }
        mistakes.add(field.path(), "an object is expected");
        return null;
    }

    /// One entry of an array.
    record Entry(String path, JsonNode value) {}

    /// The array's entries; empty if it is not there.
    List<Entry> array(String... names) {
        Field field = take(names);
        if (field == null) {
            return List.of();
        }
        if (!field.value().isArray()) {
            mistakes.add(field.path(), "an array is expected, such as [\"a\", \"b\"]");
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode value : field.value()) {
            entries.add(new Entry(field.path() + "[" + entries.size() + "]", value));
        }
        return entries;
    }

    List<String> texts(String... names) {
        List<String> texts = new ArrayList<>();
        for (Entry entry : array(names)) {
            if (entry.value().isString() && !entry.value().stringValue().isBlank()) {
                texts.add(entry.value().stringValue());
            } else {
                mistakes.add(entry.path(), "a text that is not empty is expected");
            }
        }
        return texts;
    }

    /// Writes down every property that nobody asked for.
    void rejectUnknown() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(known);
        fields.forEach((key, field) -> {
            if (!names.contains(key)) {
                mistakes.add(field.path(), unknown(key, names));
            }
        });
    }

    private static String unknown(String key, Set<String> names) {
        return "there is no such property"
                + Spelling.nearest(key, names)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("");
    }
}
