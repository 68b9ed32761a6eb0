package io.godwit.validator.comparison;

import io.godwit.common.migration.TableName;
import io.godwit.common.postgres.Quote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Mends the rows of a table. Generated columns are left to the target.
final class TableRepair implements RowRepair {
    private final String table;
    private final List<String> columns;
    private final List<String> key;
    private final Set<String> generated;

    TableRepair(TableName name, TableShape shape) {
        this.table = Quote.qualified(name.schema(), name.name());
        this.columns = shape.names();
        this.key = shape.key();
        this.generated = Set.copyOf(shape.generated());
    }

    @Override
    public String type() {
        return "row";
    }

    @Override
    public String insert(List<String> literals, long times) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!generated.contains(columns.get(i))) {
                names.add(Quote.identifier(columns.get(i)));
                values.add(literals.get(i));
            }
        }
        String statement =
                "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s);"
                        .formatted(table, String.join(", ", names), String.join(", ", values));
        return repeated(statement, times);
    }

    @Override
    public String delete(List<String> literals, long times) {
        return key.isEmpty()
                ? repeated(
                        "DELETE FROM ONLY %1$s WHERE ctid = (SELECT ctid FROM ONLY %1$s AS t WHERE %2$s LIMIT 1);"
                                .formatted(table, printed(literals)),
                        times)
                : "DELETE FROM ONLY %s WHERE %s;".formatted(table, keyed(literals));
    }

    @Override
    public String update(List<String> literals, Set<Integer> same) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!same.contains(i) && !generated.contains(columns.get(i))) {
                changes.add(Quote.identifier(columns.get(i)) + " = " + literals.get(i));
            }
        }
        return "UPDATE ONLY %s SET %s WHERE %s;"
                .formatted(table, String.join(", ", changes), keyed(literals));
    }

    private String keyed(List<String> literals) {
        return String.join(
                " AND ",
                key.stream()
                        .map(name ->
                                Quote.identifier(name)
                                        + " = "
                                        + literals.get(columns.indexOf(name)))
                        .toList());
    }

    /// By its text: not every type has an equality, and none of them tells all values apart.
    private String printed(List<String> literals) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            conditions.add(
                    "format('%%L', t.%s) = format('%%L', %s)"
                            .formatted(
                                    Quote.identifier(columns.get(i)),
                                    literals.get(i).equals("NULL")
                                            ? "NULL::text"
                                            : literals.get(i) + "::text"));
        }
        return String.join(" AND ", conditions);
    }

    private static String repeated(String statement, long times) {
        return String.join("\n", Collections.nCopies(Math.clamp(times, 1, 100), statement));
    }
}
