package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.TableChoice;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableName;
import io.godwit.common.postgres.FilterQueries;
import io.godwit.common.postgres.FilteredTables;
import io.godwit.common.postgres.FilteredTables.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a comparison of catalogs passes over: what the migration's filter leaves out, and whatever
/// is of no table that is asked for. What cannot exist without a table falls with it.
final class LeftOut {
    private static final LeftOut NOTHING = new LeftOut(Set.of(), Set.of(), Map.of(), null);

    private final Set<Address> objects;
    private final Set<TableName> relations;
    private final Map<TableName, Collection<TableName>> lines;
    private final @Nullable TableChoice asked;

    /// @param objects of the source that do not move
    /// @param relations those of them that have parts of their own
    /// @param lines every table and all that it is a part of
    /// @param asked null if all tables are asked for
    private LeftOut(
            Set<Address> objects,
            Set<TableName> relations,
            Map<TableName, Collection<TableName>> lines,
            @Nullable TableChoice asked) {
        this.objects = objects;
        this.relations = relations;
        this.lines = lines;
        this.asked = asked;
    }

    /// What the catalogs know an object by.
    record Address(long catalog, long number) {}

    private record Fallen(Address address, @Nullable TableName relation) {
        static Fallen read(ResultSet row) throws SQLException {
            String name = row.getString(4);
            return new Fallen(
                    new Address(row.getLong(1), row.getLong(2)),
                    name == null ? null : new TableName(row.getString(3), name));
        }
    }

    static LeftOut of(ComparedSide source, ComparisonScope scope) {
        if (scope.moved().all() && scope.tables().isEmpty()) {
            return NOTHING;
        }
        FilteredTables tables = tables(source);
        Set<Address> objects = new HashSet<>();
        Set<TableName> relations = new HashSet<>();
        for (Fallen fallen : fallen(source, tables.excluded(scope.moved()))) {
            objects.add(fallen.address());
            if (fallen.relation() != null) {
                relations.add(fallen.relation());
            }
        }
        return new LeftOut(objects, relations, lines(tables), asked(scope));
    }

    static FilteredTables tables(ComparedSide source) {
        return new FilteredTables(source.read("listing tables", Table::read, FilterQueries.TABLES));
    }

    private static @Nullable TableChoice asked(ComparisonScope scope) {
        return scope.tables().isEmpty()
                ? null
                : TableChoice.of(new TableFilter(scope.tables(), List.of()));
    }

    private static List<Fallen> fallen(ComparedSide source, Set<Long> excluded) {
        return excluded.isEmpty()
                ? List.of()
                : source.read(
                        "finding what does not move",
                        Fallen::read,
                        LeftOutQueries.DEPENDANTS,
                        (Object) excluded.toArray(Long[]::new));
    }

    private static Map<TableName, Collection<TableName>> lines(FilteredTables tables) {
        return tables.all().stream().collect(Collectors.toMap(Table::name, tables::line));
    }

    /// @param relation that an object belongs to, null if it stands for itself
    boolean concerns(@Nullable TableName relation) {
        if (asked == null) {
            return relation == null || !relations.contains(relation);
        }
        return relation != null
                && !relations.contains(relation)
                && asked.selects(lines.getOrDefault(relation, List.of(relation)));
    }

    /// Whether the migration leaves this object of the source out.
    boolean falls(@Nullable Address address) {
        return address != null && objects.contains(address);
    }
}
