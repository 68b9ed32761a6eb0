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
        int cut = cut(entries);
        Set<Integer> free = free(entries, cut);
        int sessions = Math.min(most, free.size() / FEWEST_EACH);
        if (sessions < 2) {
            return new PreDataStages(contents, List.of(), contents.withoutOnly(_ -> true));
        }
        List<Entry> tables = entries.stream().filter(e -> free.contains(e.number())).toList();
        Set<Integer> early =
                entries.subList(0, cut).stream().map(Entry::number).collect(Collectors.toSet());
        return new PreDataStages(
                contents.withoutOnly(entry -> !early.contains(entry.number())),
                IntStream.range(0, sessions)
                        .mapToObj(session -> dealt(contents, tables, session, sessions))
                        .toList(),
                contents.withoutOnly(
                        entry -> early.contains(entry.number()) || free.contains(entry.number())));
    }

    private static TableOfContents dealt(
            TableOfContents contents, List<Entry> tables, int session, int sessions) {
        Set<Integer> own =
                IntStream.range(0, tables.size())
                        .filter(position -> position % sessions == session)
                        .mapToObj(position -> tables.get(position).number())
                        .collect(Collectors.toSet());
        return contents.withoutOnly(entry -> !own.contains(entry.number()));
    }

    /// The place in the list that the most tables can be drawn forward to: they stand behind it,
    /// and whatever they need before it.
    private static int cut(List<Entry> entries) {
        Map<Integer, Integer> places = places(entries);
        int[] change = new int[entries.size() + 2];
        for (int place = 0; place < entries.size(); place++) {
            if (entries.get(place).makesTable()) {
                change[earliest(entries.get(place), places)]++;
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

    private static Set<Integer> free(List<Entry> entries, int cut) {
        Map<Integer, Integer> places = places(entries);
        return entries.subList(cut, entries.size()).stream()
                .filter(Entry::makesTable)
                .filter(entry -> earliest(entry, places) <= cut)
                .map(Entry::number)
                .collect(Collectors.toSet());
    }

    /// Behind everything that it needs and that is restored at all.
    private static int earliest(Entry entry, Map<Integer, Integer> places) {
        return entry.needs().stream()
                        .mapToInt(need -> places.getOrDefault(need, -1))
                        .max()
                        .orElse(-1)
                + 1;
    }

    private static Map<Integer, Integer> places(List<Entry> entries) {
        Map<Integer, Integer> places = new HashMap<>();
        for (Entry entry : entries) {
            places.put(entry.number(), places.size());
        }
        return places;
    }
}
