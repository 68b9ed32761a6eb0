package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.validator.comparison.BothSides.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists the rows that differ, with what they hold on both sides and the SQL that mends each.
///
/// While the target follows the source, a row that differs may only be on its way: it is looked at
/// again for some seconds. It is equal only if one look finds it the same on both sides; it differs
/// if the source's row stood still and the target never came to have it; else nothing is said of it
/// but that it is unsettled. The same goes for the divisions too many to read.
final class RowFindings {
    private static final int MOST_NAMED = 20;
    private static final int LONGEST_VALUE = 16_384;
    private static final int SHOWN = 400;
    private static final int LOOKS = 6;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1_500);

    private final BothSides sides;
    private final RelationTable table;
    private final boolean following;
    private final WorkContext work;

    /// @param name for people
    /// @param relation its rows
    /// @param repair spells its repairs
    record RelationTable(String name, Relation relation, RowRepair repair) {}

    RowFindings(BothSides sides, RelationTable table, boolean following, WorkContext work) {
        this.sides = sides;
        this.table = table;
        this.following = following;
        this.work = work;
    }

    /// @param differing at least so many rows
    /// @param unsettled at least so many rows that differ on each look and change on the source
    record Findings(List<ComparisonDifference> differences, long differing, long unsettled) {
        static final Findings NONE = new Findings(List.of(), 0, 0);
    }

    /// What a row holds, as literals, and the digests of the whole values.
    private record Values(List<String> literals, List<String> digests) {}

    Findings find(long rows) {
        KeySearch search = new KeySearch(sides, table.relation());
        KeySearch.Found found = search.find(rows);
        return following
                ? settled(search, found)
                : findings(found, found.unread().keys().size(), 0);
    }

    private Findings settled(KeySearch search, KeySearch.Found first) {
        Standing<String> rows = new Standing<>(first.keys());
        Standing<Long> divisions = new Standing<>(first.unread().keys());
        rows.look(first.keys(), first::source);
        divisions.look(first.unread().keys(), first.unread()::source);
        KeySearch.Found latest = first;
        for (int look = 1; look < LOOKS && !(rows.settled() && divisions.settled()); look++) {
            Pauses.pause(BETWEEN_LOOKS, work);
            if (!rows.settled()) {
                latest = search.again(rows.open());
                rows.look(latest.keys(), latest::source);
            }
            if (!divisions.settled()) {
                KeySearch.Differing<Long> differing = search.differingDivisions();
                divisions.look(differing.keys(), differing::source);
            }
        }
        return findings(
                new KeySearch.Found(rows.stood(), latest.sums(), KeySearch.Differing.nothing()),
                divisions.stood().size(),
                (long) rows.moved() + divisions.moved());
    }

    /// @param unnamed rows at least that differ besides those found
    private Findings findings(KeySearch.Found found, long unnamed, long unsettled) {
        List<String> named = found.keys().stream().limit(MOST_NAMED).toList();
        if (named.isEmpty()) {
            return new Findings(List.of(), unnamed, unsettled);
        }
        String query =
                ComparisonQueries.literals(
                        table.relation().from(),
                        table.relation().key(),
                        table.relation().columns(),
                        LONGEST_VALUE + 1);
        Answers<Map<String, Values>> values =
                sides.ask(side -> values(side, query, named.toArray(String[]::new)));
        List<ComparisonDifference> differences = new ArrayList<>();
        for (String key : named) {
            differences.add(
                    difference(key, found, values.source().get(key), values.target().get(key)));
        }
        return new Findings(differences, found.keys().size() + unnamed, unsettled);
    }

    private static Map<String, Values> values(ComparedSide side, String query, String[] keys) {
        Map<String, Values> values = new HashMap<>();
        side.read(
                        "reading rows that differ",
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new Values(
                                                Shapes.texts(row.getArray(2)),
                                                Shapes.texts(row.getArray(3)))),
                        query,
                        (Object) keys)
                .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    private ComparisonDifference difference(
            String key, KeySearch.Found found, @Nullable Values source, @Nullable Values target) {
        long more = found.source(key).rows() - found.target(key).rows();
        if (table.relation().keyed() && source != null && target != null) {
            return changed(key, source, target);
        }
        Values known = source != null ? source : target;
        boolean missing = more > 0;
        String text = known == null ? null : shown(known, Set.of());
        return new ComparisonDifference(
                missing ? DifferenceKind.MISSING : DifferenceKind.EXTRA,
                table.repair().type(),
                table.name(),
                table.relation().keyed() ? named(key) : null,
                missing ? text : null,
                missing ? null : text,
                known == null ? null : mend(known, more));
    }

    private @Nullable String mend(Values values, long more) {
        if (tooLong(values)) {
            return null;
        }
        return more > 0
                ? table.repair().insert(values.literals(), more)
                : table.repair().delete(values.literals(), -more);
    }

    private ComparisonDifference changed(String key, Values source, Values target) {
        Set<Integer> same = new HashSet<>();
        for (int i = 0; i < source.digests().size(); i++) {
            if (source.digests().get(i).equals(target.digests().get(i))) {
                same.add(i);
            }
        }
        return new ComparisonDifference(
                DifferenceKind.CHANGED,
                table.repair().type(),
                table.name(),
                named(key),
                shown(source, same),
                shown(target, same),
                tooLong(source) ? null : table.repair().update(source.literals(), same));
    }

    private static boolean tooLong(Values values) {
        return values.literals().stream().anyMatch(text -> text.length() > LONGEST_VALUE);
    }

    private String named(String key) {
        return shortened(String.join(", ", table.relation().keyNames()) + " = " + key);
    }

    private String shown(Values values, Set<Integer> without) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.literals().size(); i++) {
            if (!without.contains(i)) {
                parts.add(
                        table.relation().columnNames().get(i)
                                + " "
                                + shortened(values.literals().get(i)));
            }
        }
        return shortened(String.join(", ", parts));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
