package io.godwit.copy.finishing;

import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.sessions.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Sets every sequence to exactly where the source's stands, many at once.
final class SequenceStates {
    private static final String READING = "reading sequences";
    private static final String SETTING = "setting sequences";
    private static final int AT_ONCE = 500;

    private SequenceStates() {}

    private record Sequence(long oid, String schema, String name) {}

    private record SequenceState(long value, boolean called) {}

    static void copy(Session source, Session target, SelectedTables selected) {
        List<Sequence> sequences =
                source
                        .list(
                                READING,
                                FinishQueries.SEQUENCES,
                                row ->
                                        new Sequence(
                                                row.getLong(1), row.getString(2), row.getString(3)))
                        .stream()
                        .filter(sequence -> selected.moves(sequence.oid()))
                        .toList();
        for (int from = 0; from < sequences.size(); from += AT_ONCE) {
            List<Sequence> some =
                    sequences.subList(from, Math.min(from + AT_ONCE, sequences.size()));
            set(target, some, states(source, some));
        }
    }

    private static Map<Long, SequenceState> states(Session source, List<Sequence> sequences) {
        String sql =
                sequences.stream()
                        .map(each ->
                                FinishQueries.sequenceState(each.oid(), each.schema(), each.name()))
                        .collect(Collectors.joining("\nUNION ALL\n"));
        Map<Long, SequenceState> states = new HashMap<>();
        source.list(
                        READING,
                        sql,
                        row ->
                                Map.entry(
                                        row.getLong(1),
                                        new SequenceState(row.getLong(2), row.getBoolean(3))))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return states;
    }

    private static void set(
            Session target, List<Sequence> sequences, Map<Long, SequenceState> states) {
        String sql =
                sequences.stream()
                        .filter(each -> states.containsKey(each.oid()))
                        .map(each -> set(each, states))
                        .collect(Collectors.joining(", ", "SELECT ", ""));
        target.execute(SETTING, sql);
    }

    private static String set(Sequence sequence, Map<Long, SequenceState> states) {
        SequenceState state = states.getOrDefault(sequence.oid(), new SequenceState(1, false));
        return FinishQueries.setSequence(
                sequence.schema(), sequence.name(), state.value(), state.called());
    }
}
