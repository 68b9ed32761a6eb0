package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.TableName;
import io.godwit.common.postgres.SchemaQueries;
import io.godwit.common.postgres.SchemaQueries.Kind;
import io.godwit.validator.comparison.BothSides.Answers;
import io.godwit.validator.comparison.CatalogObject.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What differs between the catalogs of both sides, object by object. Of a table that is missing,
/// nothing else is told.
///
/// @param differences all of them
/// @param objects how many of the source were compared
record CatalogComparison(List<CatalogDifference> differences, long objects) {
    /// @param alike how many objects are not listed, because all of their kind are the same on both
    ///   sides
    private record Catalog(int major, Map<Name, CatalogObject> things, long alike) {
        /// Those that were read.
        Set<TableName> relations() {
            Set<TableName> relations = new HashSet<>();
            things.values().stream()
                    .filter(thing -> thing.name().isRelation())
                    .map(CatalogObject::table)
                    .forEach(relations::add);
            return relations;
        }
    }

    static CatalogComparison of(BothSides sides, ComparisonScope scope) {
        Answers<Catalog> catalogs = catalogs(sides, scope.following());
        return new CatalogComparison(
                differences(catalogs, LeftOut.of(sides.source(), scope)),
                catalogs.source().things().size() + catalogs.source().alike());
    }

    /// Kinds whose objects have the same sum on both sides are not read.
    private static Answers<Catalog> catalogs(BothSides sides, boolean following) {
        RowHash hash = Dialect.of(sides).hash();
        Answers<List<Checksum>> sums =
                sides.ask(side ->
                        SchemaQueries.kinds(side.major(), following).stream()
                                .map(kind -> sum(side, kind.sum(hash::of)))
                                .toList());
        return sides.ask(side -> catalog(side, following, sums));
    }

    private static Checksum sum(ComparedSide side, String query) {
        return side.read(
                        "summing up the catalog",
                        row -> new Checksum(row.getLong(1), row.getString(2)),
                        query)
                .getFirst();
    }

    /// If anything differs, tables are read whether they do or not: others refer to them.
    private static Catalog catalog(
            ComparedSide side, boolean following, Answers<List<Checksum>> sums) {
        if (sums.source().equals(sums.target())) {
            long alike = sums.source().stream().mapToLong(Checksum::rows).sum();
            return new Catalog(side.major(), Map.of(), alike);
        }
        Map<Name, CatalogObject> things = new LinkedHashMap<>();
        long alike = 0;
        List<Kind> kinds = SchemaQueries.kinds(side.major(), following);
        for (int i = 0; i < kinds.size(); i++) {
            Kind kind = kinds.get(i);
            Checksum ofSource = sums.source().get(i);
            if (ofSource.equals(sums.target().get(i)) && !kind.tables()) {
                alike += ofSource.rows();
            } else {
                things(side, kind.objects(), things);
            }
        }
        return new Catalog(side.major(), things, alike);
    }

    private static void things(ComparedSide side, String query, Map<Name, CatalogObject> things) {
        side.read("reading the catalog", CatalogObject::read, query)
                .forEach(thing -> things.put(thing.name(), thing));
    }

    private static List<CatalogDifference> differences(Answers<Catalog> catalogs, LeftOut left) {
        Set<TableName> ofSource = catalogs.source().relations();
        Set<TableName> ofTarget = catalogs.target().relations();
        Set<Name> names = new LinkedHashSet<>(catalogs.source().things().keySet());
        names.addAll(catalogs.target().things().keySet());
        Texts texts = new Texts(catalogs.source().major(), catalogs.target().major());
        List<CatalogDifference> differences = new ArrayList<>();
        for (Name name : names) {
            CatalogDifference both =
                    new CatalogDifference(
                            name,
                            catalogs.source().things().get(name),
                            catalogs.target().things().get(name));
            boolean told =
                    !name.isRelation()
                            && !both.onBoth()
                            && (gone(both.source(), ofSource, ofTarget)
                                    || gone(both.target(), ofTarget, ofSource));
            if (!told && concerns(both, left) && !same(both, texts)) {
                differences.add(both);
            }
        }
        return differences;
    }

    private static boolean same(CatalogDifference both, Texts texts) {
        CatalogObject source = both.source();
        CatalogObject target = both.target();
        return source != null
                && target != null
                && texts.same(both.name().type(), source.definition(), target.definition());
    }

    /// Whether its table or view is missing on the other side, which is told already. Views that
    /// were not read are on both.
    private static boolean gone(
            @Nullable CatalogObject thing, Set<TableName> own, Set<TableName> others) {
        return thing != null
                && thing.table() != null
                && own.contains(thing.table())
                && !others.contains(thing.table());
    }

    /// With a filter, what cannot exist without a table that was left out is missing with it.
    private static boolean concerns(CatalogDifference both, LeftOut left) {
        CatalogObject source = both.source();
        return left.concerns(both.either().table())
                && (source == null || both.target() != null || !left.falls(source.address()));
    }

    /// Which texts mean the same, though they were printed by two servers.
    private record Texts(int source, int target) {
        private static final int VIEWS_WITHOUT_QUALIFIERS = 16;

        boolean same(String type, String ofSource, String ofTarget) {
            return ofSource.equals(ofTarget)
                    || (type.equals(CatalogObject.MAPPING) && unreadable(ofSource, ofTarget))
                    || (printed(type)
                            && same(
                                    type.endsWith("view"),
                                    PrintedText.of(ofSource),
                                    PrintedText.of(ofTarget)));
        }

        private static boolean unreadable(String ofSource, String ofTarget) {
            return ofSource.equals(SchemaQueries.UNREADABLE)
                    || ofTarget.equals(SchemaQueries.UNREADABLE);
        }

        private boolean same(boolean view, PrintedText ofSource, PrintedText ofTarget) {
            boolean older = source < VIEWS_WITHOUT_QUALIFIERS;
            if (ofSource.sameAs(ofTarget)) {
                return true;
            }
            if (!view || older == target < VIEWS_WITHOUT_QUALIFIERS) {
                return false;
            }
            return older ? ofSource.sameViewAs(ofTarget) : ofTarget.sameViewAs(ofSource);
        }

        /// Those with expressions, which the server prints from what it has parsed. What a person
        /// wrote, such as a function's body, is the same to the letter.
        private static boolean printed(String type) {
            return switch (type) {
                case "table",
                        "foreign table",
                        "column",
                        "domain",
                        "constraint",
                        "index",
                        "view",
                        "materialized view",
                        "trigger",
                        "rule",
                        "policy",
                        "statistics" ->
                        true;
                default -> false;
            };
        }
    }
}
