package io.godwit.common.migration;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One entry of a table filter: `schema.table`, `table` of any schema, with `*` and `?`; between
/// double quotes everything is literal.
///
/// @param literal whether it has no wildcard
public record TablePattern(@Nullable Pattern schema, Pattern table, boolean literal) {
    public static TablePattern of(String entry) {
        Reading reading = new Reading();
        entry.codePoints().forEach(reading::read);
        reading.endQuote();
        return new TablePattern(reading.schema, pattern(reading.current), !reading.wildcard);
    }

    public boolean matches(String schemaName, String tableName) {
        return (schema == null || schema.matcher(schemaName).matches())
                && table.matcher(tableName).matches();
    }

    private static Pattern pattern(StringBuilder regex) {
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static final class Reading {
        private StringBuilder current = new StringBuilder();
        private @Nullable Pattern schema;
        private boolean quoted;
        private boolean quoteSeen;
        private boolean wildcard;

        void read(int character) {
            if (quoteSeen && character == '"') {
                literal('"');
                quoteSeen = false;
                return;
            }
            endQuote();
            if (character == '"') {
                quoteSeen = quoted;
                quoted = true;
            } else if (quoted) {
                literal(character);
            } else {
                plain(character);
            }
        }

        /// A quote inside quotes ends them unless another follows at once.
        void endQuote() {
            if (quoteSeen) {
                quoted = false;
                quoteSeen = false;
            }
        }

        private void plain(int character) {
            switch (character) {
                case '*' -> wildcard(".*");
                case '?' -> wildcard(".");
                case '.' -> endSchema();
                default -> literal(character);
            }
        }

        private void wildcard(String regex) {
            current.append(regex);
            wildcard = true;
        }

        private void endSchema() {
            if (schema == null) {
                schema = pattern(current);
                current = new StringBuilder();
            } else {
                literal('.');
            }
        }

        private void literal(int character) {
            current.append(Pattern.quote(Character.toString(character)));
        }
    }
}
