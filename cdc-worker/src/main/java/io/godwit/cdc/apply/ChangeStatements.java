package io.godwit.cdc.apply;

import io.godwit.common.postgres.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The SQL that changes one table's rows. Parameters have no type of their own, so that the
/// columns' own input functions read the source's text; nothing is cast from text.
final class ChangeStatements {
    private final TargetTable table;
    private final String encoding;

    /// @param encoding of the values, as COPY takes it
    ChangeStatements(TargetTable table, String encoding) {
        this.table = table;
        this.encoding = encoding;
    }

    private String options() {
        return " FROM STDIN (FORMAT text, ENCODING %s)".formatted(Quote.literal(encoding));
    }

    private String column(int i) {
        return Quote.identifier(table.columns().get(i).name());
    }

    private String list(int[] columns) {
        return columns.length == 0
                ? ""
                : IntStream.of(columns)
                        .mapToObj(this::column)
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    int[] all() {
        return IntStream.range(0, table.columns().size()).toArray();
    }

    /// Columns that an update sets: those that were sent, except the key's, which stay as they are.
    int[] assigned(IntPredicate sent) {
        return IntStream.range(0, table.columns().size())
                .filter(i -> sent.test(i) && !(table.keyed() && table.isMatching(i)))
                .toArray();
    }

    String copy() {
        return "COPY " + table.quoted() + list(all()) + options();
    }

    String copyInto(String temporary) {
        return "COPY " + temporary + options();
    }

    /// With the target's own types, but without its constraints. Empty at each commit.
    String temporary(String name, int[] columns) {
        String selected =
                IntStream.of(columns).mapToObj(this::column).collect(Collectors.joining(", "));
        return "CREATE TEMPORARY TABLE %s ON COMMIT DELETE ROWS AS SELECT %s FROM %s WITH NO DATA"
                .formatted(Quote.identifier(name), selected, table.only());
    }

    /// @param temporary holds key and assigned columns
    String updateFrom(String temporary, int[] assigned) {
        int[] set = assigned.length == 0 ? table.matching() : assigned;
        String assignments =
                IntStream.of(set)
                        .mapToObj(i -> column(i) + " = new." + column(i))
                        .collect(Collectors.joining(", "));
        return "UPDATE %s AS old SET %s FROM %s AS new WHERE %s"
                .formatted(table.only(), assignments, sorted(temporary), join());
    }

    String deleteUsing(String temporary) {
        return "DELETE FROM %s AS old USING %s AS new WHERE %s"
                .formatted(table.only(), sorted(temporary), join());
    }

    /// In the key's order, so that neighbours in the index are visited together.
    private String sorted(String temporary) {
        String order =
                IntStream.of(table.matching())
                        .mapToObj(this::column)
                        .collect(Collectors.joining(", "));
        return "(SELECT * FROM %s ORDER BY %s)".formatted(temporary, order);
    }

    private String join() {
        return IntStream.of(table.matching())
                .mapToObj(i -> "old.%s %s new.%s".formatted(column(i), equality(i), column(i)))
                .collect(Collectors.joining(" AND "));
    }

    private String equality(int i) {
        String operator = table.columns().get(i).equality();
        return operator == null ? "=" : operator;
    }

    String insert() {
        int size = table.columns().size();
        if (size == 0) {
            return "INSERT INTO " + table.quoted() + " DEFAULT VALUES";
        }
        return "INSERT INTO %s%s OVERRIDING SYSTEM VALUE VALUES (%s)"
                .formatted(
                        table.quoted(),
                        list(all()),
                        IntStream.range(0, size)
                                .mapToObj(_ -> "?")
                                .collect(Collectors.joining(", ")));
    }

    /// Parameters: the columns to set, then those of [#condition].
    ///
    /// @param isNull which of the matching columns are null in what finds the row
    String update(int[] set, IntPredicate isNull) {
        String assignments =
                IntStream.of(set)
                        .mapToObj(i -> column(i) + " = ?")
                        .collect(Collectors.joining(", "));
        return "UPDATE %s AS old SET %s WHERE %s"
                .formatted(table.only(), assignments, condition(isNull));
    }

    String delete(IntPredicate isNull) {
        return "DELETE FROM %s AS old WHERE %s".formatted(table.only(), condition(isNull));
    }

    String find(IntPredicate isNull) {
        return "SELECT FROM %s AS old WHERE %s".formatted(table.only(), condition(isNull));
    }

    /// Of a key: its columns' values. Without a key: one row that prints the same values; for each
    /// column that is not null its value twice if its type has an equality (so that an index may
    /// help), else once.
    private String condition(IntPredicate isNull) {
        return table.keyed() ? keyed() : unkeyed(isNull);
    }

    private String keyed() {
        return IntStream.of(table.matching())
                .mapToObj(i -> "old.%s %s %s".formatted(column(i), equality(i), parameter(i)))
                .collect(Collectors.joining(" AND "));
    }

    /// A composite value must say of which type it is; others take that of the other side.
    private String parameter(int i) {
        TargetColumn column = table.columns().get(i);
        return column.userDefined() && column.typeModifier() < 0 ? "?::" + column.typeText() : "?";
    }

    private String unkeyed(IntPredicate isNull) {
        List<String> terms = new ArrayList<>();
        for (int i : table.matching()) {
            if (isNull.test(i)) {
                terms.add("twin." + column(i) + " IS NOT DISTINCT FROM NULL");
            } else {
                if (table.columns().get(i).equality() != null) {
                    terms.add("twin.%s %s ?".formatted(column(i), equality(i)));
                }
                terms.add("twin." + column(i) + " IS DISTINCT FROM NULL");
                terms.add("format('%s', twin." + column(i) + ") = ?::text");
            }
        }
        String all = terms.isEmpty() ? "true" : String.join(" AND ", terms);
        return "(%s) = (SELECT %s FROM %s AS twin WHERE %s LIMIT 1)"
                .formatted(place("old."), place("twin."), table.only(), all);
    }

    private String place(String alias) {
        return table.form().partitioned() ? alias + "tableoid, " + alias + "ctid" : alias + "ctid";
    }

    /// Whether the value stands in the condition twice.
    boolean twice(int i) {
        return !table.keyed() && table.columns().get(i).equality() != null;
    }

    static String truncate(Section.Truncation truncation) {
        return "TRUNCATE %s%s%s"
                .formatted(
                        truncation.tables().stream()
                                .map(TargetTable::only)
                                .collect(Collectors.joining(", ")),
                        truncation.restartIdentity() ? " RESTART IDENTITY" : "",
                        truncation.cascade() ? " CASCADE" : "");
    }
}
