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
/// again for some seconds, and counts only if the source's row stood still and the target never
/// came to have it.
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
    /// @param unsettled rows that were written to all the time
    record Findings(List<ComparisonDifference> differences, long differing, long unsettled) {
        static final Findings NONE = new Findings(List.of(), 0, 0);
    }

    /// What a row holds, as literals, and the digests of the whole values.
    private record Values(List<String> literals, List<String> digests) {}

    Findings find(long rows) {
        KeySearch search = new KeySearch(sides, table.relation());
        KeySearch.Found found = search.find(rows);
        return following && !found.keys().isEmpty() ? settled(search, found) : findings(found, 0);
    }

    private Findings settled(KeySearch search, KeySearch.Found first) {
        Set<String> open = new HashSet<>(first.keys());
        Map<String, Set<Checksum>> seen = new HashMap<>();
        remember(first, seen);
        KeySearch.Found latest = first;
        for (int look = 1; look < LOOKS && !open.isEmpty(); look++) {
            Pauses.pause(BETWEEN_LOOKS, work);
            latest = search.again(open);
            open = stillOpen(latest, seen);
            remember(latest, seen);
        }
        List<String> wrong = open.stream().filter(key -> stood(seen, key)).sorted().toList();
        long moving = open.stream().filter(key -> !stood(seen, key)).count();
        return findings(new KeySearch.Found(wrong, latest.sums(), false), moving);
    }

    /// A target that has what the source had a moment ago follows it.
    private static Set<String> stillOpen(KeySearch.Found latest, Map<String, Set<Checksum>> seen) {
        Set<String> open = new HashSet<>();
        for (String key : latest.keys()) {
            if (!seen.getOrDefault(key, Set.of()).contains(latest.target(key))) {
                open.add(key);
            }
        }
        return open;
    }

    private static void remember(KeySearch.Found found, Map<String, Set<Checksum>> seen) {
        found.keys()
                .forEach(key ->
                        seen.computeIfAbsent(key, _ -> new HashSet<>()).add(found.source(key)));
    }

    private static boolean stood(Map<String, Set<Checksum>> seen, String key) {
        return seen.getOrDefault(key, Set.of()).size() == 1;
    }

    private Findings findings(KeySearch.Found found, long unsettled) {
        List<String> named = found.keys().stream().limit(MOST_NAMED).toList();
        if (named.isEmpty()) {
            return new Findings(List.of(), 0, unsettled);
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
        return new Findings(differences, found.keys().size(), unsettled);
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
