package io.godwit.validator.comparison;

import io.godwit.common.postgres.Quote;
import io.godwit.validator.comparison.TableShape.Column;
import java.util.List;
import java.util.Map;

/// Spells rows as text that is the same on both servers if and only if the rows are.
///
/// A row is printed as PostgreSQL prints a composite value, which tells NULL from the empty text.
/// PostgreSQL 12 changed how floating-point numbers are printed; if only one side has that, they
/// are compared by their bits.
final class RowText {
    private static final Map<String, String> SENDS =
            Map.of(
                    "real", "float4send",
                    "double precision", "float8send",
                    "point", "point_send",
                    "line", "line_send",
                    "lseg", "lseg_send",
                    "box", "box_send",
                    "path", "path_send",
                    "polygon", "poly_send",
                    "circle", "circle_send");

    private final boolean printAlike;

    /// @param printAlike whether both servers print floating-point numbers the same way
    RowText(boolean printAlike) {
        this.printAlike = printAlike;
    }

    String row(List<Column> columns) {
        return "ROW(" + String.join(", ", columns.stream().map(this::column).toList()) + ")::text";
    }

    static String key(List<String> names) {
        return "ROW(" + String.join(", ", names.stream().map(RowText::named).toList()) + ")::text";
    }

    static String named(String column) {
        return "t." + Quote.identifier(column);
    }

    private String column(Column column) {
        String value = named(column.name());
        if (printAlike) {
            return value;
        }
        String type = column.type();
        return type.endsWith("[]")
                ? array(value, type.substring(0, type.length() - 2))
                : bits(value, type);
    }

    /// Not-a-number has many bit patterns and one meaning.
    private static String bits(String value, String type) {
        String send = SENDS.get(type);
        if (send == null) {
            return value;
        }
        boolean number = send.startsWith("float");
        String sent = send + "(" + value + ")";
        return number
                ? "CASE WHEN " + value + " = 'NaN' THEN 'NaN' ELSE " + sent + "::text END"
                : sent;
    }

    private static String array(String value, String element) {
        if (!SENDS.containsKey(element)) {
            return value;
        }
        return "(SELECT array_dims("
                + value
                + ") || string_agg(coalesce("
                + bits("e", element)
                + "::text, 'NULL'), ',' ORDER BY o) FROM unnest("
                + value
                + ") WITH ORDINALITY AS u(e, o)), cardinality("
                + value
                + ")";
    }
}
