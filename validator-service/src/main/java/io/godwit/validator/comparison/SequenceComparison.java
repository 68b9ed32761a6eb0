package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.TableRef;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.comparison.BothSides.Answers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares the state of every sequence.
///
/// A sequence has no snapshots: where the source may be written to while it is compared, its
/// sequences may be ahead of what was copied. They then only have to be right for the rows that are
/// there: a target that is ahead, or whose next value is in use already, differs.
final class SequenceComparison {
    private static final int MOST_AT_ONCE = 200;

    private final BothSides sides;
    private final boolean sourceMayMove;
    private int common;

    SequenceComparison(BothSides sides, boolean sourceMayMove) {
        this.sides = sides;
        this.sourceMayMove = sourceMayMove;
    }

    private record Name(String schema, String name) {
        @Override
        public String toString() {
            return schema + "." + name;
        }
    }

    /// @param owner the table that it belongs to, null if none
    private record Sequence(
            Name name, long increment, @Nullable Name owner, @Nullable String column) {}

    private record State(long last, boolean called) {
        BigInteger next(long increment) {
            BigInteger value = BigInteger.valueOf(last);
            return called ? value.add(BigInteger.valueOf(increment)) : value;
        }

        @Override
        public String toString() {
            return last + (called ? "" : " (not called yet)");
        }
    }

    /// What differs, with the statement that sets the target's right.
    record Wrong(
            String name,
            @Nullable String source,
            @Nullable String target,
            @Nullable String repair) {
        @Override
        public String toString() {
            return target == null
                    ? "sequence " + name + ": missing on the target"
                    : "sequence %s: %s on the source, %s on the target"
                            .formatted(name, source, target);
        }
    }

    /// @return empty if they are equal
    List<ComparedTable> compare() {
        return find().stream()
                .map(wrong -> new ComparedTable(TableComparison.NO_TABLE, 0, 0, wrong.toString()))
                .toList();
    }

    /// How many both sides have.
    int common() {
        return common;
    }

    List<Wrong> find() {
        Answers<Map<Name, Sequence>> sequences = sides.ask(SequenceComparison::sequences);
        List<Name> common =
                sequences.source().keySet().stream()
                        .filter(sequences.target()::containsKey)
                        .toList();
        Answers<Map<Name, State>> states = sides.ask(side -> states(side, common));
        this.common = common.size();
        List<Wrong> differences = new ArrayList<>(missing(sequences));
        for (Name name : common) {
            State source = known(states.source(), name);
            State target = known(states.target(), name);
            if (!source.equals(target) && wrong(known(sequences.target(), name), source, target)) {
                differences.add(
                        new Wrong(
                                name.toString(),
                                source.toString(),
                                target.toString(),
                                repair(name, source)));
            }
        }
        return differences;
    }

    /// A sequence may be missing because its table was not to move.
    private List<Wrong> missing(Answers<Map<Name, Sequence>> sequences) {
        List<Sequence> owned =
                sequences.source().values().stream()
                        .filter(sequence -> !sequences.target().containsKey(sequence.name()))
                        .filter(sequence -> sequence.owner() != null)
                        .toList();
        if (owned.isEmpty()) {
            return List.of();
        }
        List<TableRef> owners = new ArrayList<>();
        for (Sequence sequence : owned) {
            Name owner = sequence.owner();
            if (owner != null) {
                owners.add(new TableRef(owners.size(), 0, owner.schema(), owner.name()));
            }
        }
        Map<Integer, TableShape> moved = Shapes.read(sides.target(), owners);
        return moved.keySet().stream()
                .sorted()
                .map(owned::get)
                .map(sequence -> new Wrong(sequence.name().toString(), null, null, null))
                .toList();
    }

    private boolean wrong(Sequence sequence, State source, State target) {
        if (!sourceMayMove) {
            return true;
        }
        boolean ascending = sequence.increment() > 0;
        int ahead = target.next(sequence.increment()).compareTo(source.next(sequence.increment()));
        return (ascending ? ahead >= 0 : ahead <= 0) || overtaken(sequence, target, ascending);
    }

    private boolean overtaken(Sequence sequence, State target, boolean ascending) {
        Name owner = sequence.owner();
        String column = sequence.column();
        if (owner == null || column == null) {
            return false;
        }
        return sides.target()
                .read(
                        "looking for the last value of sequence " + sequence.name(),
                        row -> row.getBoolean(1),
                        ComparisonQueries.overtaken(
                                owner.schema(), owner.name(), column, ascending),
                        new BigDecimal(target.next(sequence.increment())))
                .getFirst();
    }

    private static <V> V known(Map<Name, V> values, Name name) {
        V value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("nothing is known of sequence " + name);
        }
        return value;
    }

    private static String repair(Name name, State source) {
        return "SELECT pg_catalog.setval(%s, %d, %s);"
                .formatted(
                        Quote.literal(Quote.qualified(name.schema(), name.name())),
                        source.last(),
                        source.called());
    }

    private static Map<Name, Sequence> sequences(ComparedSide side) {
        Map<Name, Sequence> sequences = new LinkedHashMap<>();
        side.read(
                        "listing sequences",
                        row -> {
                            String schema = row.getString(4);
                            return new Sequence(
                                    new Name(row.getString(1), row.getString(2)),
                                    row.getLong(3),
                                    schema == null ? null : new Name(schema, row.getString(5)),
                                    row.getString(6));
                        },
                        ComparisonQueries.SEQUENCES)
                .forEach(sequence -> sequences.put(sequence.name(), sequence));
        return sequences;
    }

    private static Map<Name, State> states(ComparedSide side, List<Name> names) {
        Map<Name, State> states = new HashMap<>();
        for (int from = 0; from < names.size(); from += MOST_AT_ONCE) {
            List<Name> some = names.subList(from, Math.min(from + MOST_AT_ONCE, names.size()));
            states.putAll(someStates(side, some));
        }
        return states;
    }

    private static Map<Name, State> someStates(ComparedSide side, List<Name> names) {
        List<String> queries = new ArrayList<>();
        for (Name name : names) {
            queries.add(
                    ComparisonQueries.sequenceState(queries.size(), name.schema(), name.name()));
        }
        return side
                .read(
                        "reading sequences",
                        row ->
                                Map.entry(
                                        names.get(row.getInt(1)),
                                        new State(row.getLong(2), row.getBoolean(3))),
                        String.join(" UNION ALL ", queries))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
