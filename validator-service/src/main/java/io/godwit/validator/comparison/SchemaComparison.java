package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.BothSides.Answers;
import io.godwit.validator.comparison.LeftOut.Address;
import io.godwit.validator.comparison.SchemaQueries.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the catalogs, object by object. Of a table that is missing, nothing else is told.
public final class SchemaComparison {
    private static final int SHOWN = 2_000;
    private static final String MAPPING = "user mapping";

    private final ComparedServers servers;

    public SchemaComparison(PostgresConnections connections) {
        this.servers = new ComparedServers(connections);
    }

    private record Name(String type, String object, @Nullable String key) {
        boolean isRelation() {
            return type.endsWith("table") || type.endsWith("view");
        }
    }

    /// @param makes SQL that creates it
    /// @param table that it belongs to, or another relation
    /// @param address null if nothing in the catalogs refers to it
    private record Thing(
            Name name,
            String definition,
            @Nullable String makes,
            @Nullable TableName table,
            @Nullable Address address) {
        static Thing read(ResultSet row) throws SQLException {
            String table = row.getString(7);
            String definition = row.getString(4);
            return new Thing(
                    new Name(row.getString(1), row.getString(2), row.getString(3)),
                    definition == null ? "" : definition,
                    row.getString(5),
                    table == null ? null : new TableName(row.getString(6), table),
                    row.getObject(9) == null ? null : new Address(row.getLong(8), row.getLong(9)));
        }
    }

    /// @param alike how many objects are not listed, because all of their kind are the same on both
    ///   sides
    private record Catalog(int major, Map<Name, Thing> things, long alike) {
        /// Those that were read.
        Set<TableName> relations() {
            Set<TableName> relations = new HashSet<>();
            things.values().stream()
                    .filter(thing -> thing.name().isRelation())
                    .map(Thing::table)
                    .forEach(relations::add);
            return relations;
        }
    }

    public PieceCompared compare(CompareSchema command, WorkContext work) {
        return servers.ask(
                command.endpoints(),
                command.sourceDatabase(),
                command.targetDatabase(),
                work,
                sides -> {
                    Answers<Catalog> catalogs = catalogs(sides, command.scope().following());
                    LeftOut left = LeftOut.of(sides.source(), command.scope());
                    List<ComparisonDifference> differences = differences(catalogs, left);
                    return new PieceCompared(
                            command.work(),
                            List.of(),
                            catalogs.source().things().size() + catalogs.source().alike(),
                            BoundedDifferences.of(differences),
                            differences.size(),
                            0);
                });
    }

    /// Kinds whose objects have the same sum on both sides are not read.
    private static Answers<Catalog> catalogs(BothSides sides, boolean following) {
        RowHash hash = Dialect.of(sides).hash();
        Answers<List<Checksum>> sums =
                sides.ask(side ->
                        SchemaQueries.kinds(side.major(), following).stream()
                                .map(kind -> sum(side, kind.sum(hash)))
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
        Map<Name, Thing> things = new LinkedHashMap<>();
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

    private static void things(ComparedSide side, String query, Map<Name, Thing> things) {
        side.read("reading the catalog", Thing::read, query)
                .forEach(thing -> things.put(thing.name(), thing));
    }

    private static List<ComparisonDifference> differences(Answers<Catalog> catalogs, LeftOut left) {
        Set<TableName> ofSource = catalogs.source().relations();
        Set<TableName> ofTarget = catalogs.target().relations();
        Set<Name> names = new LinkedHashSet<>(catalogs.source().things().keySet());
        names.addAll(catalogs.target().things().keySet());
        Texts texts = new Texts(catalogs.source().major(), catalogs.target().major());
        List<ComparisonDifference> differences = new ArrayList<>();
        for (Name name : names) {
            Thing source = catalogs.source().things().get(name);
            Thing target = catalogs.target().things().get(name);
            boolean told =
                    !name.isRelation()
                            && (source == null || target == null)
                            && (gone(source, ofSource, ofTarget)
                                    || gone(target, ofTarget, ofSource));
            if (!told && concerns(source, target, left)) {
                add(differences, name, source, target, texts);
            }
        }
        return differences;
    }

    /// Whether its table or view is missing on the other side, which is told already. Views that
    /// were not read are on both.
    private static boolean gone(@Nullable Thing thing, Set<TableName> own, Set<TableName> others) {
        return thing != null
                && thing.table() != null
                && own.contains(thing.table())
                && !others.contains(thing.table());
    }

    /// With a filter, what cannot exist without a table that was left out is missing with it.
    private static boolean concerns(@Nullable Thing source, @Nullable Thing target, LeftOut left) {
        Thing known = source != null ? source : target;
        if (known == null || !left.concerns(known.table())) {
            return false;
        }
        return source == null || target != null || !left.falls(source.address());
    }

    private static void add(
            List<ComparisonDifference> differences,
            Name name,
            @Nullable Thing source,
            @Nullable Thing target,
            Texts texts) {
        if (source != null && target != null) {
            if (!texts.same(name.type(), source.definition(), target.definition())) {
                boolean owner = name.type().equals("owner");
                differences.add(
                        difference(
                                DifferenceKind.CHANGED,
                                name,
                                source,
                                target,
                                owner ? source.makes() : null));
            }
        } else if (source != null) {
            differences.add(difference(DifferenceKind.MISSING, name, source, null, source.makes()));
        } else if (target != null) {
            differences.add(difference(DifferenceKind.EXTRA, name, null, target, undo(target)));
        }
    }

    private static @Nullable String undo(Thing target) {
        String grant = target.makes();
        boolean known = target.name().type().equals("grant") && grant != null;
        return known && grant != null
                ? grant.replaceFirst("^GRANT", "REVOKE")
                        .replace(" WITH GRANT OPTION;", ";")
                        .replaceFirst(" TO ((?:\"(?:[^\"]|\"\")*\"|[^\" ]+);)$", " FROM $1")
                : null;
    }

    private static ComparisonDifference difference(
            DifferenceKind kind,
            Name name,
            @Nullable Thing source,
            @Nullable Thing target,
            @Nullable String repair) {
        return new ComparisonDifference(
                kind,
                name.type(),
                name.object(),
                name.key(),
                source == null ? null : shown(source),
                target == null ? null : shown(target),
                repair);
    }

    /// Passwords stand in user mappings, and reports are kept.
    private static String shown(Thing thing) {
        String text = thing.name().type().equals(MAPPING) ? "(not shown)" : thing.definition();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /// Which texts mean the same, though they were printed by two servers.
    private record Texts(int source, int target) {
        private static final int VIEWS_WITHOUT_QUALIFIERS = 16;

        boolean same(String type, String ofSource, String ofTarget) {
            return ofSource.equals(ofTarget)
                    || (type.equals(MAPPING) && unreadable(ofSource, ofTarget))
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
