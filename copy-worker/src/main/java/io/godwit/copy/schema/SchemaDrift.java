package io.godwit.copy.schema;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.sessions.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tables that were made, dropped or changed on the source since its schema was copied. Changes of
/// a new table are in no stream, even if it has the name and the columns of one that was dropped.
public final class SchemaDrift {
    private static final String DOING = "comparing the tables of source and target";
    private static final int MOST_SHOWN = 20;

    private final List<String> changed = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> unfollowed = new ArrayList<>();

    private SchemaDrift() {}

    private record Table(long oid, String columns, boolean streamed) {}

    /// @param source may be in a snapshot; then this tells of the tables as it shows them
    public static SchemaDrift of(
            Session source, Session staging, MigrationSpec spec, DatabaseSpec database) {
        SelectedTables selected = TableSelection.of(source, database);
        Map<String, Table> wanted = tables(source);
        wanted.values().removeIf(table -> !selected.moves(table.oid()));
        Map<String, Table> present = tables(staging);
        Set<String> published = published(source, spec, database);
        SchemaDrift drift = new SchemaDrift();
        wanted.forEach((name, table) -> {
            drift.compare(name, table, present.get(name), published.contains(name));
        });
        present.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(
                        name -> drift.changed.add("the source has no table " + name + " any more"));
        return drift;
    }

    private void compare(String name, Table wanted, @Nullable Table there, boolean published) {
        if (there == null) {
            added.add("the target has no table " + name);
            return;
        }
        if (wanted.streamed() && !published) {
            unfollowed.add(
                    "%s was made after following began, so that its changes are in no stream: cancel, and create the migration anew"
                            .formatted(name));
        }
        if (!there.columns().equals(wanted.columns())) {
            changed.add(
                    "table %s is (%s) on the source and (%s) on the target"
                            .formatted(name, wanted.columns(), there.columns()));
        }
    }

    /// The tables that the target has otherwise than the source, and why; a sample if there are
    /// many.
    public List<String> changed() {
        return changed.stream().limit(MOST_SHOWN).toList();
    }

    /// @throws MigrationException `SCHEMA_CHANGED` with what the target has otherwise, if anything
    public void refuseDifferent(String database) {
        refuse(database, List.of(changed, added));
    }

    /// @throws MigrationException `SCHEMA_CHANGED` if the target has tables whose changes are in no
    ///   stream
    public void refuseUnfollowed(String database) {
        refuse(database, List.of(unfollowed));
    }

    private static void refuse(String database, List<List<String>> differences) {
        List<String> all = differences.stream().flatMap(List::stream).toList();
        if (!all.isEmpty()) {
            throw new MigrationException(
                    FailureCode.SCHEMA_CHANGED,
                    "the tables of %s were changed while it was followed: %s"
                            .formatted(
                                    database,
                                    String.join("; ", all.stream().limit(MOST_SHOWN).toList())));
        }
    }

    private static Map<String, Table> tables(Session session) {
        Map<String, Table> tables = new TreeMap<>();
        session.list(
                        DOING,
                        DriftQueries.TABLES,
                        row ->
                                Map.entry(
                                        Quote.qualified(row.getString(1), row.getString(2)),
                                        new Table(
                                                row.getLong(3),
                                                String.valueOf(row.getString(4)),
                                                row.getBoolean(5))))
                .forEach(entry -> tables.put(entry.getKey(), entry.getValue()));
        return tables;
    }

    private static Set<String> published(
            Session source, MigrationSpec spec, DatabaseSpec database) {
        String publication = MigrationNames.following(spec, database).publication();
        return new HashSet<>(
                source.list(
                        DOING,
                        DriftQueries.PUBLISHED,
                        row -> Quote.qualified(row.getString(1), row.getString(2)),
                        publication));
    }
}
