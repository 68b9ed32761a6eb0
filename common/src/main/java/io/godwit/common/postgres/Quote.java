package io.godwit.common.postgres;

/// The only place that puts names and texts into SQL.
public final class Quote {
    private Quote() {}

    /// A name, always quoted, whatever is in it.
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// `"schema"."name"`.
    public static String qualified(String schema, String name) {
        return identifier(schema) + "." + identifier(name);
    }

    /// A text literal that means the same whatever `standard_conforming_strings` is.
    public static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.contains("\\") ? " E" + quoted.replace("\\", "\\\\") : quoted;
    }
}
