package io.godwit.common.migration;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// Statements that mend what a validation rule found. Run as printed, one after the other.
///
/// @param side on which server
/// @param database in which database, by its name on that side; null for the maintenance database
/// @param sql one or more statements, one a line
/// @param undo takes the statements back, null where nothing has to be taken back
/// @param restart whether it takes effect only after the server was restarted
public record Fix(
        Side side, @Nullable String database, String sql, @Nullable String undo, boolean restart) {
    public Fix {
        requireNonNull(side, "side");
        requireNonNull(sql, "sql");
    }

    public static Fix of(Side side, String sql) {
        return new Fix(side, null, sql, null, false);
    }

    public Fix in(String name) {
        return new Fix(side, name, sql, undo, restart);
    }

    public Fix undo(String statements) {
        return new Fix(side, database, sql, statements, restart);
    }

    public Fix afterRestart() {
        return new Fix(side, database, sql, undo, true);
    }
}
