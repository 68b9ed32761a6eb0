package io.godwit.copy.schema;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Notice;
import io.godwit.common.postgres.FilterQueries;
import io.godwit.common.postgres.FilteredTables;
import io.godwit.common.postgres.FilteredTables.Table;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.sessions.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds out what a database's table filter leaves out: tables, and what cannot exist without them,
/// which is said.
public final class TableSelection {
    private static final String DOING = "finding the tables that move";

    private TableSelection() {}

    /// @param excludedNames quoted names of excluded relations, as `pg_dump` takes them
    /// @param freedSequences sequences that move though the table that owns them does not
    record Result(
            SelectedTables selected,
            List<String> excludedNames,
            Set<CatalogObject> freedSequences) {
        static final Result ALL = new Result(SelectedTables.ALL, List.of(), Set.of());

        private Result without(Set<CatalogObject> more) {
            if (more.isEmpty()) {
                return this;
            }
            return new Result(
                    new SelectedTables(
                            union(
                                    selected.excludedTables(),
                                    more.stream()
                                            .filter(each ->
                                                    each.catalog() == CatalogObject.RELATIONS)
                                            .map(CatalogObject::oid)
                                            .collect(Collectors.toSet())),
                            union(selected.excludedObjects(), more),
                            selected.notices()),
                    excludedNames,
                    freedSequences);
        }

        private static <T> Set<T> union(Set<T> one, Set<T> other) {
            Set<T> both = new HashSet<>(one);
            both.addAll(other);
            return both;
        }

        /// What is restored of an archive.
        TableOfContents moving(TableOfContents contents) {
            return contents.without(entry -> selected.excludedObjects().contains(entry.object()))
                    .withoutOwners(freedSequences);
        }
    }

    /// @param source a session in the database, in the snapshot
    public static SelectedTables of(Session source, DatabaseSpec database) {
        return resolve(source, database).selected();
    }

    static Result resolve(Session source, DatabaseSpec database) {
        return filtered(source, database).without(OwnObjects.of(source));
    }

    private static Result filtered(Session source, DatabaseSpec database) {
        if (database.tables().all()) {
            return Result.ALL;
        }
        Set<Long> named =
                new FilteredTables(source.list(DOING, FilterQueries.TABLES, Table::read))
                        .excluded(database.tables());
        if (named.isEmpty()) {
            return Result.ALL;
        }
        List<Dependant> gone =
                source.list(
                        DOING,
                        SelectionQueries.DEPENDANTS,
                        Dependant::read,
                        (Object) named.toArray(Long[]::new));
        return result(database.name(), named, gone, freed(source, gone));
    }

    private static Set<CatalogObject> freed(Session source, List<Dependant> gone) {
        Set<CatalogObject> objects =
                gone.stream().map(Dependant::object).collect(Collectors.toSet());
        Long[] relations =
                gone.stream()
                        .filter(Dependant::relation)
                        .map(each -> each.object().oid())
                        .toArray(Long[]::new);
        return source
                .list(
                        DOING,
                        SelectionQueries.OWNED_SEQUENCES,
                        row -> new CatalogObject(CatalogObject.RELATIONS, row.getLong(1)),
                        (Object) relations)
                .stream()
                .filter(sequence -> !objects.contains(sequence))
                .collect(Collectors.toSet());
    }

    private static Result result(
            String database,
            Set<Long> named,
            List<Dependant> gone,
            Set<CatalogObject> freedSequences) {
        Set<Long> relations =
                gone.stream()
                        .filter(Dependant::relation)
                        .map(each -> each.object().oid())
                        .collect(Collectors.toSet());
        List<String> unnamed =
                gone.stream()
                        .filter(each -> each.worthSaying(named, relations))
                        .map(Dependant::description)
                        .sorted()
                        .toList();
        return new Result(
                new SelectedTables(
                        relations,
                        gone.stream().map(Dependant::object).collect(Collectors.toSet()),
                        unnamed.isEmpty() ? List.of() : List.of(notice(database, unnamed))),
                gone.stream().filter(Dependant::dumped).map(Dependant::quotedName).toList(),
                freedSequences);
    }

    private static Notice notice(String database, List<String> objects) {
        return new Notice(
                "DEPENDANTS_NOT_MOVED",
                database,
                "These objects cannot exist without tables that the filter leaves out.",
                "Move the tables that they need too, or make them again by hand.",
                objects);
    }

    /// @param owner the table that it belongs to, 0 if it stands for itself
    /// @param internal made and dropped by the server itself along with something else
    private record Dependant(
            CatalogObject object,
            @Nullable String kind,
            @Nullable String schema,
            @Nullable String name,
            long owner,
            boolean internal,
            String description) {
        static Dependant read(ResultSet row) throws SQLException {
            return new Dependant(
                    new CatalogObject(row.getLong(1), row.getLong(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6),
                    row.getBoolean(7),
                    row.getString(8));
        }

        boolean relation() {
            return object.catalog() == CatalogObject.RELATIONS;
        }

        boolean dumped() {
            return kind != null && "rpvmfS".contains(kind);
        }

        String quotedName() {
            return Quote.qualified(String.valueOf(schema), String.valueOf(name));
        }

        boolean worthSaying(Set<Long> named, Set<Long> relations) {
            return relation()
                    ? dumped() && !"S".equals(kind) && !named.contains(object.oid())
                    : !internal && !relations.contains(owner);
        }
    }
}
