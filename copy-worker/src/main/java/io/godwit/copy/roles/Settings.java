package io.godwit.copy.roles;

import io.godwit.common.postgres.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Settings as `pg_db_role_setting` keeps them, `name=value`, made into `SET` clauses.
public final class Settings {
    /// Those that hold a list of names, each of which is to be quoted by itself.
    private static final Set<String> LISTS =
            Set.of(
                    "local_preload_libraries",
                    "search_path",
                    "session_preload_libraries",
                    "shared_preload_libraries",
                    "temp_tablespaces",
                    "unix_socket_directories");

    private Settings() {}

    /// `SET "name" TO 'value'`.
    public static String clause(String setting) {
        int equals = setting.indexOf('=');
        String name = setting.substring(0, equals);
        String value = setting.substring(equals + 1);
        return "SET %s TO %s".formatted(identifier(name), value(name, value));
    }

    /// Custom ones are two identifiers with a dot.
    private static String identifier(String name) {
        return java.util.Arrays.stream(name.split("\\.", -1))
                .map(Quote::identifier)
                .collect(Collectors.joining("."));
    }

    private static String value(String name, String value) {
        if (!LISTS.contains(name.toLowerCase(Locale.ROOT))) {
            return Quote.literal(value);
        }
        List<String> elements = elements(value);
        return elements.isEmpty()
                ? "''"
                : elements.stream().map(Quote::literal).collect(Collectors.joining(", "));
    }

    /// Takes the list apart: elements between commas, in double quotes where need be.
    static List<String> elements(String list) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < list.length(); i++) {
            char character = list.charAt(i);
            if (character == '"') {
                if (quoted && i + 1 < list.length() && list.charAt(i + 1) == '"') {
                    element.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                    any = true;
                }
            } else if (!quoted && character == ',') {
                elements.add(element.toString());
                element.setLength(0);
                any = true;
            } else if (quoted || !Character.isWhitespace(character)) {
                element.append(character);
                any = true;
            }
        }
        if (any) {
            elements.add(element.toString());
        }
        return elements;
    }
}
