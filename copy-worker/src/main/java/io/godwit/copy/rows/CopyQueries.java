package io.godwit.copy.rows;

import io.godwit.common.migration.PartRange;
import io.godwit.common.migration.TableRef;
import io.godwit.common.postgres.Quote;
import java.util.List;
import java.util.stream.Collectors;

/// The SQL of copying rows.
final class CopyQueries {
    static final String READ_ONLY = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    static final String VISIBLE = "SELECT txid_current_snapshot()::text";

    static final String TRAITS =
            """
            SELECT current_setting('server_encoding'),
                current_setting('integer_datetimes')::boolean
            """;

    /// The columns that have values of their own, in the table's order. The second form is for
    /// servers that know generated columns.
    private static final String COLUMNS =
            """
            SELECT attrelid, attname, atttypid
            FROM pg_attribute
            WHERE attrelid = ANY (?) AND attnum > 0 AND NOT attisdropped%s
            ORDER BY attrelid, attnum
            """;

    static final String COLUMNS_BEFORE_12 = COLUMNS.formatted("");

    static final String COLUMNS_SINCE_12 = COLUMNS.formatted(" AND attgenerated = ''");

    /// Which of an extension's tables hold rows of the user's.
    static final String CONDITIONS =
            """
            SELECT configuration.id, configuration.condition
            FROM pg_extension, unnest(extconfig, extcondition) AS configuration (id, condition)
            WHERE configuration.id = ANY (?)
            """;

    /// Tables that are not those of the snapshot any more: dropped, renamed, truncated or
    /// rewritten. The query's own snapshot is the copy's, while the functions and the cast see the
    /// present; the locks that COPY took keep it so until the end of the transaction.
    static final String CHANGED =
            """
            SELECT format('%I.%I', nspname, relname)
            FROM pg_class AS class
            JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
            WHERE class.oid = ANY (?)
                AND (class.relfilenode IS DISTINCT FROM pg_relation_filenode(class.oid)
                    OR class.oid <> format('%I.%I', nspname, relname)::regclass)
            """;

    static final String ROW_SECURITY =
            """
            SELECT row_security_active(?::oid) AND has_table_privilege(?::oid, 'SELECT')
            """;

    /// The types of the target's columns, to compare with the source's.
    static final String TARGET_TYPES =
            """
            SELECT nspname, relname, attname, atttypid
            FROM unnest(?::text[], ?::text[]) AS wanted (schema, name)
            JOIN pg_namespace ON nspname = wanted.schema
            JOIN pg_class AS class
                ON class.relnamespace = pg_namespace.oid AND relname = wanted.name
            JOIN pg_attribute ON attrelid = class.oid
            WHERE attnum > 0 AND NOT attisdropped
            """;

    private CopyQueries() {}

    static String snapshot(String snapshot) {
        return "SET TRANSACTION SNAPSHOT " + Quote.literal(snapshot);
    }

    static String truncate(TableRef table) {
        return truncate(List.of(table));
    }

    static String truncate(List<TableRef> tables) {
        return tables.stream()
                .map(CopyQueries::name)
                .collect(Collectors.joining(", ONLY ", "TRUNCATE ONLY ", ""));
    }

    static String read(PartCopy part) {
        return "COPY "
                + (part.whole() ? name(part.table()) + list(part.columns()) : selection(part))
                + " TO STDOUT"
                + options(part, "");
    }

    static String write(PartCopy part) {
        return "COPY "
                + name(part.table())
                + list(part.columns())
                + " FROM STDIN"
                + options(part, part.freeze() ? ", FREEZE" : "");
    }

    /// The file's encoding is the source database's own on both sides, so that no text is converted
    /// on its way out.
    private static String options(PartCopy part, String more) {
        return " (FORMAT %s, ENCODING %s%s)"
                .formatted(part.binary() ? "binary" : "text", Quote.literal(part.encoding()), more);
    }

    private static String selection(PartCopy part) {
        return "(SELECT %s FROM ONLY %s %s)"
                .formatted(names(part.columns()), name(part.table()), where(part));
    }

    private static String where(PartCopy part) {
        PartRange range = part.part().range();
        return range == null ? part.condition() : "WHERE " + within(range);
    }

    private static String within(PartRange range) {
        String column = range.column();
        String position = column == null ? "ctid" : Quote.identifier(column);
        String cast = column == null ? "::tid" : "";
        String from = range.from();
        String to = range.to();
        String low = from == null ? "true" : position + " >= " + Quote.literal(from) + cast;
        String high = to == null ? "true" : position + " < " + Quote.literal(to) + cast;
        return low + " AND " + high;
    }

    private static String list(List<Column> columns) {
        return columns.isEmpty() ? "" : " (" + names(columns) + ")";
    }

    private static String names(List<Column> columns) {
        return columns.stream()
                .map(column -> Quote.identifier(column.name()))
                .collect(Collectors.joining(", "));
    }

    private static String name(TableRef table) {
        return Quote.qualified(table.schema(), table.name());
    }
}
