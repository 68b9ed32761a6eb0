package io.godwit.cdc.apply;

import io.godwit.cdc.apply.Step.Exact;
import io.godwit.cdc.apply.Step.Folded;
import io.godwit.cdc.apply.Step.Inserts;
import io.godwit.cdc.pgoutput.Tuple;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes one table's changes in one session.
final class TableWriter {
    private static final BitSet NONE = new BitSet();
    private static final long SMALL = 64 << 10;

    private final Connection connection;
    private final TargetTable table;
    private final ChangeStatements sql;
    private final TemporaryTables temporaries;
    private final RowWriter rows;
    private final int fewRows;
    private final Map<BitSet, int[]> assigned = new HashMap<>();

    TableWriter(
            Connection connection,
            TargetTable table,
            TemporaryTables temporaries,
            RowWriter rows,
            String encoding,
            int fewRows) {
        this.connection = connection;
        this.table = table;
        this.sql = new ChangeStatements(table, encoding);
        this.temporaries = temporaries;
        this.rows = rows;
        this.fewRows = fewRows;
    }

    /// Set by set.
    ///
    /// @throws RowsMissingException if fewer rows were there than should have been
    void write(TableChanges changes) throws SQLException {
        for (Step step : changes.steps()) {
            switch (step) {
                case Inserts inserts ->
                        insert(inserts.rows().stream().map(RowChange::result).toList());
                case Folded folded -> write(folded);
                case Exact exact -> writeExactly(exact.changes());
            }
        }
    }

    /// One by one, in the source's order.
    void writeExactly(List<RowChange> changes) throws SQLException {
        for (RowChange change : changes) {
            writeExactly(change);
        }
    }

    private void writeExactly(RowChange change) throws SQLException {
        try {
            rows.write(sql, table, change);
        } catch (SQLException e) {
            Failure failure = Refusal.of(e, ChangeText.of(change));
            if (failure.code().kind() == FailureKind.TRANSIENT) {
                throw e;
            }
            throw new RefusedException(failure, change.at());
        }
    }

    private void write(Folded folded) throws SQLException {
        if (folded.contradictory()) {
            throw new RowsMissingException();
        }
        List<Tuple> deletes = new ArrayList<>();
        List<Tuple> inserts = new ArrayList<>();
        Map<BitSet, List<Tuple>> updates = new LinkedHashMap<>();
        for (NetChange change : folded.changes()) {
            switch (change.kind()) {
                case DELETE -> deletes.add(change.tuple());
                case INSERT -> inserts.add(change.tuple());
                case UPDATE ->
                        updates.computeIfAbsent(unsent(change.tuple()), _ -> new ArrayList<>())
                                .add(change.tuple());
                case NOTHING -> {}
            }
        }
        delete(deletes);
        for (Map.Entry<BitSet, List<Tuple>> group : updates.entrySet()) {
            update(group.getKey(), group.getValue());
        }
        insert(inserts);
    }

    private static BitSet unsent(Tuple tuple) {
        if (!tuple.hasUnchanged()) {
            return NONE;
        }
        BitSet unsent = new BitSet();
        for (int i = 0; i < tuple.size(); i++) {
            unsent.set(i, tuple.isUnchanged(i));
        }
        return unsent;
    }

    private void insert(List<Tuple> tuples) throws SQLException {
        if (few(tuples)) {
            rows.insert(sql, tuples);
            return;
        }
        copy(sql.copy(), sql.all(), tuples);
    }

    private void delete(List<Tuple> tuples) throws SQLException {
        if (tuples.isEmpty()) {
            return;
        }
        if (few(tuples)) {
            expect(tuples.size(), rows.delete(sql, table, tuples));
            return;
        }
        String temporary = temporaries.emptied(sql, table, table.matching());
        copy(sql.copyInto(temporary), table.matching(), tuples);
        expect(tuples.size(), rows.execute(sql.deleteUsing(temporary)));
    }

    private void update(BitSet unsent, List<Tuple> tuples) throws SQLException {
        int[] set = assigned.computeIfAbsent(unsent, none -> sql.assigned(i -> !none.get(i)));
        if (few(tuples)) {
            expect(tuples.size(), rows.update(sql, table, set, tuples));
            return;
        }
        int[] columns = both(table.matching(), set);
        String temporary = temporaries.emptied(sql, table, columns);
        copy(sql.copyInto(temporary), columns, tuples);
        expect(tuples.size(), rows.execute(sql.updateFrom(temporary, set)));
    }

    /// What single statements are cheaper for; a large value is better off in a COPY.
    private boolean few(List<Tuple> tuples) {
        return tuples.size() <= fewRows && tuples.stream().mapToLong(Tuple::weight).sum() <= SMALL;
    }

    private static int[] both(int[] key, int[] set) {
        int[] both = java.util.Arrays.copyOf(key, key.length + set.length);
        System.arraycopy(set, 0, both, key.length, set.length);
        return both;
    }

    private void copy(String statement, int[] columns, List<Tuple> tuples) throws SQLException {
        CopyText copy = CopyText.begin(connection, statement);
        for (Tuple tuple : tuples) {
            copy.row(tuple, columns);
        }
        copy.end();
    }

    private static void expect(long expected, long found) {
        if (found != expected) {
            throw new RowsMissingException();
        }
    }
}
