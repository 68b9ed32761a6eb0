package io.godwit.validator.rules;

import io.godwit.common.postgres.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server's setting as an ordinary session of the migration's user gets it.
///
/// @param unit null if it has none
/// @param needsRestart whether a change takes effect only after a restart
/// @param altered whether its value comes from `ALTER SYSTEM`, as far as the user may know
public record Setting(
        String name,
        String value,
        @Nullable String unit,
        boolean needsRestart,
        boolean altered,
        String source) {
    private static final Set<String> LISTS =
            Set.of(
                    "output_plugin_libraries",
                    "shared_preload_libraries",
                    "synchronous_standby_names");

    static Setting read(ResultSet row) throws SQLException {
        return new Setting(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getString(6));
    }

    public long number() {
        return Long.parseLong(value);
    }

    public boolean on() {
        return "on".equals(value);
    }

    /// Of a setting that is a time; negative and zero stay what they are.
    public long milliseconds() {
        return number()
                * switch (String.valueOf(unit)) {
                    case "s" -> 1000L;
                    case "min" -> 60_000L;
                    default -> 1L;
                };
    }

    /// Of a setting that is a size; negative and zero stay what they are.
    public long bytes() {
        return number()
                * switch (String.valueOf(unit)) {
                    case "kB" -> 1024L;
                    case "8kB" -> 8192L;
                    case "MB", "16MB" -> "MB".equals(unit) ? 1024L * 1024 : 16L * 1024 * 1024;
                    default -> 1L;
                };
    }

    /// With its unit, for people.
    public String text() {
        return unit == null ? value : value + " " + unit;
    }

    /// What sets it to its present value again.
    String restored() {
        return altered
                ? "ALTER SYSTEM SET " + name + " = " + literal(value) + ";"
                : "ALTER SYSTEM RESET " + name + ";";
    }

    private String literal(String text) {
        return LISTS.contains(name) ? text : Quote.literal(text);
    }
}
