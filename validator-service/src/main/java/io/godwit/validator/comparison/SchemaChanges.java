package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.TableFilter;
import io.godwit.validator.comparison.CatalogObject.Name;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was made, changed or dropped on the source since its copy began, and is not so on the
/// target. Told by what the source's catalogs held then: what differs for another reason, such as a
/// role that the target does not have or an index that a person made there, is none.
final class SchemaChanges {
    private static final Set<String> GRANTEES = Set.of("PUBLIC", "its owner");

    private SchemaChanges() {}

    static List<CatalogDifference> of(BothSides sides, TableFilter moved) {
        ComparisonScope scope =
                new ComparisonScope(ComparisonLevel.SCHEMA, moved, List.of(), true, 0);
        List<CatalogDifference> differences = CatalogComparison.of(sides, scope).differences();
        if (differences.isEmpty()) {
            return List.of();
        }
        Map<Name, String> before = recorded(sides.target(), differences);
        Set<String> roles = roles(sides.target());
        return differences.stream()
                .filter(difference -> changed(difference, before))
                .filter(difference -> possible(difference, roles))
                .toList();
    }

    private static boolean changed(CatalogDifference difference, Map<Name, String> before) {
        CatalogObject now = difference.source();
        String then = before.get(difference.name());
        return now == null ? then != null : !now.definition().equals(then);
    }

    private static Map<Name, String> recorded(
            ComparedSide target, List<CatalogDifference> differences) {
        List<Name> names = differences.stream().map(CatalogDifference::name).toList();
        Map<Name, String> recorded = new HashMap<>();
        target.read(
                        "reading the record of the source's catalogs",
                        row ->
                                Map.entry(
                                        new Name(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3)),
                                        row.getString(4)),
                        DriftQueries.RECORDED,
                        names.stream().map(Name::type).toArray(String[]::new),
                        names.stream().map(Name::object).toArray(String[]::new),
                        names.stream().map(SchemaChanges::keyOf).toArray(String[]::new))
                .forEach(entry -> recorded.put(entry.getKey(), entry.getValue()));
        return recorded;
    }

    private static String keyOf(Name name) {
        return name.key() == null ? "" : name.key();
    }

    private static Set<String> roles(ComparedSide target) {
        Set<String> roles = new HashSet<>(GRANTEES);
        target.read(
                        "listing roles",
                        row -> List.of(row.getString(1), row.getString(2)),
                        DriftQueries.ROLES)
                .forEach(roles::addAll);
        return roles;
    }

    /// Nothing can belong or be granted to a role that the target does not have.
    private static boolean possible(CatalogDifference difference, Set<String> roles) {
        CatalogObject now = difference.source();
        if (now == null) {
            return true;
        }
        return switch (difference.name().type()) {
            case "owner" -> roles.contains(now.definition());
            case "grant", "default grant" ->
                    roles.contains(keyOf(difference.name()).replaceFirst("^[A-Z ]+ to ", ""));
            default -> true;
        };
    }
}
