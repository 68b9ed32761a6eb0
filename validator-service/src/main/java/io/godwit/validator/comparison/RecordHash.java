package io.godwit.validator.comparison;

import io.godwit.validator.comparison.TableShape.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Hashes rows without printing them, which is most of the work otherwise: values whose own hash
/// tells apart whatever their text does are hashed as they are, others in binary, the rest as text.
///
/// A record's hash is a sum over its columns. Summed over rows it would not tell which value stands
/// beside which; so it is hashed once more.
final class RecordHash {
    private static final Set<String> AS_THEY_ARE =
            Set.of(
                    "boolean",
                    "bytea",
                    "date",
                    "smallint",
                    "integer",
                    "bigint",
                    "oid",
                    "time without time zone",
                    "timestamp without time zone",
                    "timestamp with time zone",
                    "uuid");
    private static final Set<String> TEXTS = Set.of("text", "character varying");

    private RecordHash() {}

    static String of(List<Column> columns) {
        String values = columns.stream().map(RecordHash::value).collect(Collectors.joining(", "));
        return "hash_record_extended(ROW(int8send(hash_record_extended(ROW(%s), 0))), 0)"
                .formatted(values);
    }

    private static String value(Column column) {
        String value = RowText.named(column.name());
        String type = column.type();
        if (AS_THEY_ARE.contains(type)) {
            return value;
        }
        if (TEXTS.contains(type)) {
            return value + " COLLATE \"C\"";
        }
        return switch (type) {
            case "numeric" -> "numeric_send(" + value + ")";
            case "character" -> "bpcharsend(" + value + ")";
            case "real" -> number("float4send", value);
            case "double precision" -> number("float8send", value);
            default -> value + "::text COLLATE \"C\"";
        };
    }

    /// Not-a-number has many bit patterns and one meaning.
    private static String number(String send, String value) {
        return "CASE WHEN %1$s = 'NaN' THEN ''::bytea ELSE %2$s(%1$s) END".formatted(value, send);
    }
}
