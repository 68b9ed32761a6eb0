package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.common.migration.TableName;
import io.godwit.validator.comparison.BothSides.Answers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lists the rows that differ, with what they hold on both sides and the SQL that mends each.
///
/// While the target follows the source, a row that differs may only be on its way. It is looked at
/// again, each time behind everything that the look before saw, until it is equal or stood still
/// ([Standing]); a row that does neither within some looks is not judged. The same goes for the
/// divisions too many to read.
final class RowFindings {
    private static final int MOST_NAMED = 20;
    private static final int LONGEST_VALUE = 16_384;
    private static final int SHOWN = 400;
    private static final int ROUNDS = 5;

    private final BothSides sides;
    private final RelationTable table;

    /// @param name of the table, or what stands for it
    /// @param relation its rows
    /// @param repair spells its repairs
    record RelationTable(String name, Relation relation, RowRepair repair) {}

    RowFindings(BothSides sides, RelationTable table) {
        this.sides = sides;
        this.table = table;
    }

    /// @param differing at least so many rows
    /// @param unsettled at least so many rows that may differ or be on their way
    record Findings(List<ComparisonDifference> differences, long differing, long unsettled) {
        static final Findings NONE = new Findings(List.of(), 0, 0);
    }

    /// @param rows about how many there are
    Findings find(long rows) {
        KeySearch search = KeySearch.of(sides, table.relation(), rows);
        Set<Long> differing = search.divisions().keySet();
        List<Long> read = search.readable(differing);
        return findings(search.rowsOf(read), differing.size() - read.size(), 0);
    }

    /// @param of the table that the rows are of
    Findings judge(long rows, TableName of, FollowedTarget target) {
        return new Judgement(rows, of, target).judge();
    }

    /// Of divisions while they are too many to read, as most are dropped soon; then of the rows of
    /// those that are left.
    private final class Judgement {
        private final FollowedTarget target;
        private final AppliedChanges applied;
        private final KeySearch search;

        Judgement(long rows, TableName of, FollowedTarget target) {
            this.target = target;
            this.applied = new AppliedChanges(of, table.relation().keyed(), target);
            this.search = KeySearch.ofVersions(target, table.relation(), rows);
        }

        Findings judge() {
            Standing<Long> divisions = divisions();
            List<Long> read = search.readable(divisions.left());
            Standing<String> rows = rows(read);
            read.forEach(divisions::drop);
            return findings(
                    rows.stood(),
                    divisions.stood().size(),
                    (long) rows.open().size() + divisions.open().size());
        }

        private Standing<Long> divisions() {
            Standing<Long> divisions = new Standing<>(search.divisions());
            while (search.tooMany(divisions.left()) && another(divisions)) {
                boolean telling = applied.tell();
                look(divisions, search.divisions(divisions.open()), _ -> telling);
            }
            return divisions;
        }

        private Standing<String> rows(List<Long> read) {
            Standing<String> rows = new Standing<>(search.rowsOf(read));
            while (another(rows)) {
                boolean telling = applied.tell();
                look(rows, search.again(rows.open()), pair -> telling || !pair.extra());
            }
            return rows;
        }

        private boolean another(Standing<?> standing) {
            return !standing.settled() && standing.looks() < ROUNDS && target.caughtUp();
        }

        private <K> void look(
                Standing<K> standing, Map<K, Held.Pair> now, Predicate<Held.Pair> telling) {
            if (!target.stuck()) {
                standing.look(now, telling);
            }
        }
    }

    /// @param unnamed rows at least that differ besides those found
    private Findings findings(Map<String, Held.Pair> found, long unnamed, long unsettled) {
        List<String> named = found.keySet().stream().limit(MOST_NAMED).toList();
        if (named.isEmpty()) {
            return new Findings(List.of(), unnamed, unsettled);
        }
        String query =
                ComparisonQueries.literals(
                        table.relation().from(),
                        table.relation().key(),
                        table.relation().columns(),
                        LONGEST_VALUE + 1);
        Answers<Map<String, RowValues>> values =
                sides.ask(side -> RowValues.read(side, query, named.toArray(String[]::new)));
        List<ComparisonDifference> differences = new ArrayList<>();
        found.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(row ->
                        differences.add(
                                difference(
                                        row.getKey(),
                                        row.getValue(),
                                        values.source().get(row.getKey()),
                                        values.target().get(row.getKey()))));
        return new Findings(differences, found.size() + unnamed, unsettled);
    }

    /// The values are read later than the difference was found, so either may be gone.
    private ComparisonDifference difference(
            String key, Held.Pair found, @Nullable RowValues source, @Nullable RowValues target) {
        long more = found.source().sum().rows() - found.target().sum().rows();
        if (more == 0) {
            return source != null && target != null
                    ? changed(key, source, target)
                    : of(DifferenceKind.CHANGED, key, source, target, null);
        }
        RowValues known = source != null ? source : target;
        String repair = known == null ? null : mend(known, more);
        return more > 0
                ? of(DifferenceKind.MISSING, key, known, null, repair)
                : of(DifferenceKind.EXTRA, key, null, known, repair);
    }

    private ComparisonDifference of(
            DifferenceKind kind,
            String key,
            @Nullable RowValues source,
            @Nullable RowValues target,
            @Nullable String repair) {
        return new ComparisonDifference(
                kind,
                table.repair().type(),
                table.name(),
                table.relation().keyed() ? named(key) : null,
                source == null ? null : shown(source, Set.of()),
                target == null ? null : shown(target, Set.of()),
                repair);
    }

    private @Nullable String mend(RowValues values, long more) {
        if (tooLong(values)) {
            return null;
        }
        return more > 0
                ? table.repair().insert(values.texts(), more)
                : table.repair().delete(values.texts(), -more);
    }

    private ComparisonDifference changed(String key, RowValues source, RowValues target) {
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
                tooLong(source) ? null : table.repair().update(source.texts(), same));
    }

    private static boolean tooLong(RowValues values) {
        return values.texts().stream().anyMatch(text -> text.length() > LONGEST_VALUE);
    }

    private String named(String key) {
        String names = String.join(", ", table.relation().keyNames());
        return Difference.shortened(names + " = " + key, SHOWN);
    }

    private String shown(RowValues values, Set<Integer> without) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.texts().size(); i++) {
            if (!without.contains(i)) {
                parts.add(
                        table.relation().columnNames().get(i)
                                + " "
                                + Difference.shortened(values.texts().get(i), SHOWN));
            }
        }
        return Difference.shortened(String.join(", ", parts), SHOWN);
    }
}
