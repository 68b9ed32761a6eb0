package io.godwit.copy.cutover;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.schema.TableSelection;
import io.godwit.copy.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A table that was made, dropped or changed on the source since its schema was copied. Changes of
/// a new table are in no stream, so that a cutover would leave them behind without a word.
final class SchemaDrift {
    private static final String DOING = "comparing the tables of source and target";
    private static final int MOST_SHOWN = 20;

    private SchemaDrift() {}

    private record Table(long oid, String columns) {}

    /// @throws MigrationException `SCHEMA_CHANGED` with what differs
    static void refuse(Session source, Session staging, DatabaseSpec database) {
        SelectedTables selected = TableSelection.of(source, database);
        Map<String, Table> wanted = tables(source);
        wanted.values().removeIf(table -> !selected.moves(table.oid()));
        Map<String, Table> present = tables(staging);
        List<String> differences = new ArrayList<>();
        wanted.forEach((name, table) -> {
            Table there = present.get(name);
            if (there == null) {
                differences.add("the target has no table " + name);
            } else if (!there.columns().equals(table.columns())) {
                differences.add(
                        "table %s is (%s) on the source and (%s) on the target"
                                .formatted(name, table.columns(), there.columns()));
            }
        });
        present.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> differences.add("the source has no table " + name + " any more"));
        if (!differences.isEmpty()) {
            throw new MigrationException(
                    FailureCode.SCHEMA_CHANGED,
                    "the tables of %s were changed while it was followed: %s"
                            .formatted(
                                    database.name(),
                                    String.join(
                                            "; ",
                                            differences.stream().limit(MOST_SHOWN).toList())));
        }
    }

    private static Map<String, Table> tables(Session session) {
        Map<String, Table> tables = new TreeMap<>();
        session.list(
                        DOING,
                        CutoverQueries.TABLES,
                        row ->
                                Map.entry(
                                        Quote.qualified(row.getString(1), row.getString(2)),
                                        new Table(
                                                row.getLong(3), String.valueOf(row.getString(4)))))
                .forEach(entry -> tables.put(entry.getKey(), entry.getValue()));
        return tables;
    }
}
