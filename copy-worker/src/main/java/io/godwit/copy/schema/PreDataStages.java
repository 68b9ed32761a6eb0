package io.godwit.copy.schema;

import io.godwit.copy.schema.TableOfContents.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Pre-data cut into what is restored one after the other and, in between, the greatest number of
/// tables that need none of each other, so that several sessions can make them side by side. An
/// archive has everything in an order in which it can be made; only these tables leave it.
///
/// @param before everything that stands before the first of those tables
/// @param sideBySide those tables, dealt out; empty if they are too few to be worth it
/// @param after the rest
record PreDataStages(
        TableOfContents before, List<TableOfContents> sideBySide, TableOfContents after) {
    private static final int FEWEST_EACH = 50;

    /// @param most how many sessions may make tables at once
    static PreDataStages of(TableOfContents contents, int most) {
        List<Entry> entries = contents.entries();
        int[] earliest = earliest(entries);
        int cut = cut(entries, earliest);
        List<Entry> tables = tables(entries, earliest, cut);
        int sessions = Math.min(most, tables.size() / FEWEST_EACH);
        if (sessions < 2) {
            return new PreDataStages(contents, List.of(), contents.only(_ -> false));
        }
        Set<Integer> early = numbers(entries.subList(0, cut));
        Set<Integer> drawn = numbers(tables);
        return new PreDataStages(
                contents.only(entry -> early.contains(entry.number())),
                IntStream.range(0, sessions)
                        .mapToObj(session -> dealt(contents, tables, session, sessions))
                        .toList(),
                contents.withoutOnly(
                        entry -> early.contains(entry.number()) || drawn.contains(entry.number())));
    }

    private static TableOfContents dealt(
            TableOfContents contents, List<Entry> tables, int session, int sessions) {
        Set<Integer> own =
                numbers(
                        IntStream.range(0, tables.size())
                                .filter(place -> place % sessions == session)
                                .mapToObj(tables::get)
                                .toList());
        return contents.only(entry -> own.contains(entry.number()));
    }

    /// For each entry the first place where it could stand: behind everything that it needs and
    /// that is restored at all.
    private static int[] earliest(List<Entry> entries) {
        Map<Integer, Integer> places = new HashMap<>();
        entries.forEach(entry -> places.put(entry.number(), places.size()));
        return entries.stream()
                .mapToInt(entry ->
                        entry.needs().stream()
                                .mapToInt(need -> places.getOrDefault(need, -1) + 1)
                                .max()
                                .orElse(0))
                .toArray();
    }

    /// The place that the most tables can be drawn forward to.
    private static int cut(List<Entry> entries, int[] earliest) {
        int[] change = new int[entries.size() + 1];
        for (int place = 0; place < entries.size(); place++) {
            if (entries.get(place).makesTable()) {
                change[earliest[place]]++;
                change[place + 1]--;
            }
        }
        int best = 0;
        int most = 0;
        int drawn = 0;
        for (int place = 0; place < entries.size(); place++) {
            drawn += change[place];
            if (drawn > most) {
                most = drawn;
                best = place;
            }
        }
        return best;
    }

    /// Those that stand behind the cut, and could stand at it.
    private static List<Entry> tables(List<Entry> entries, int[] earliest, int cut) {
        return IntStream.range(cut, entries.size())
                .filter(place -> entries.get(place).makesTable() && earliest[place] <= cut)
                .mapToObj(entries::get)
                .toList();
    }

    private static Set<Integer> numbers(List<Entry> entries) {
        return entries.stream().map(Entry::number).collect(Collectors.toSet());
    }
}
