package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.comparison.BothSides.Answers;
import io.godwit.validator.comparison.ComparisonQueries.Numbered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares tables: small ones many to a question, large ones alone.
final class TableBatches {
    /// Bounds the locks that one question holds: each table's, and each of its indexes'.
    private static final int MOST_TABLES = 50;

    /// 64 MB in pages of the usual size.
    private static final long MOST_PAGES = 8192;

    private final BothSides sides;
    private final Dialect dialect;
    private final Verification level;
    private final WorkContext work;

    TableBatches(BothSides sides, Dialect dialect, Verification level, WorkContext work) {
        this.sides = sides;
        this.dialect = dialect;
        this.level = level;
        this.work = work;
    }

    List<ComparedTable> compare(List<TableRef> tables) {
        Answers<Map<Integer, TableShape>> shapes = sides.ask(side -> Shapes.sized(side, tables));
        List<TableRef> comparable =
                tables.stream().filter(table -> mismatch(table, shapes) == null).toList();
        List<List<TableRef>> batches = batches(comparable, shapes.source());
        Map<Integer, TableShape> agreed = new HashMap<>();
        comparable.forEach(table ->
                agreed.put(
                        table.id(),
                        shape(shapes.source(), table).agreedWith(shape(shapes.target(), table))));
        Answers<Map<Integer, Checksum>> sums = sides.ask(side -> checksums(side, batches, agreed));
        List<ComparedTable> results = new ArrayList<>();
        for (TableRef table : tables) {
            results.add(result(table, shapes, sums));
        }
        return results;
    }

    private ComparedTable result(
            TableRef table,
            Answers<Map<Integer, TableShape>> shapes,
            Answers<Map<Integer, Checksum>> sums) {
        String mismatch = mismatch(table, shapes);
        if (mismatch != null) {
            return new ComparedTable(table.id(), 0, 0, named(table, mismatch));
        }
        Checksum source = found(sums.source(), table);
        Checksum target = found(sums.target(), table);
        String difference =
                source.equals(target) ? null : named(table, difference(table, shapes, sums));
        return new ComparedTable(table.id(), source.rows(), target.rows(), difference);
    }

    /// A table that has no number in the plan is not known by it.
    private static String named(TableRef table, String difference) {
        return table.id() >= 0
                ? difference
                : Quote.qualified(table.schema(), table.name()) + ": " + difference;
    }

    private String difference(
            TableRef table,
            Answers<Map<Integer, TableShape>> shapes,
            Answers<Map<Integer, Checksum>> sums) {
        work.checkStopping();
        Checksum source = found(sums.source(), table);
        Checksum target = found(sums.target(), table);
        TableShape shape = shape(shapes.source(), table);
        if (shape.columns().isEmpty()) {
            return Difference.ofSums(source, target);
        }
        Relation relation = Relation.of(table, shape, shape(shapes.target(), table), dialect);
        return Difference.ofSums(source, target)
                + new Narrowing(sides, relation).rows(Math.max(source.rows(), target.rows()));
    }

    private static TableShape shape(Map<Integer, TableShape> shapes, TableRef table) {
        TableShape shape = shapes.get(table.id());
        if (shape == null) {
            throw new IllegalStateException("no shape of " + table);
        }
        return shape;
    }

    private static Checksum found(Map<Integer, Checksum> sums, TableRef table) {
        Checksum sum = sums.get(table.id());
        if (sum == null) {
            throw new IllegalStateException("no checksum of " + table);
        }
        return sum;
    }

    /// Why the rows cannot be compared, null if they can.
    private static @Nullable String mismatch(
            TableRef table, Answers<Map<Integer, TableShape>> shapes) {
        TableShape source = shapes.source().get(table.id());
        TableShape target = shapes.target().get(table.id());
        if (source == null) {
            return "the table is missing on the source";
        }
        if (target == null) {
            return "the table is missing on the target";
        }
        return Difference.ofColumns(source.names(), target.names());
    }

    private List<List<TableRef>> batches(List<TableRef> tables, Map<Integer, TableShape> shapes) {
        List<List<TableRef>> batches = new ArrayList<>();
        List<TableRef> batch = new ArrayList<>();
        long pages = 0;
        for (TableRef table : tables) {
            long more = shape(shapes, table).pages();
            if (!batch.isEmpty() && (batch.size() >= MOST_TABLES || pages + more > MOST_PAGES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                pages = 0;
            }
            batch.add(table);
            pages += more;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private Map<Integer, Checksum> checksums(
            ComparedSide side, List<List<TableRef>> batches, Map<Integer, TableShape> shapes) {
        Map<Integer, Checksum> sums = new HashMap<>();
        for (List<TableRef> batch : batches) {
            work.checkStopping();
            Map<Integer, Checksum> ofBatch = ofBatch(side, batch, shapes);
            sums.putAll(ofBatch);
            if (side == sides.source()) {
                ofBatch.forEach((table, sum) -> work.progress(table, 0, sum.rows(), 0));
            }
        }
        return sums;
    }

    private Map<Integer, Checksum> ofBatch(
            ComparedSide side, List<TableRef> batch, Map<Integer, TableShape> shapes) {
        Dialect spoken = dialect.forTables(batch.size());
        List<Numbered> relations =
                batch.stream().map(table -> numbered(table, shape(shapes, table), spoken)).toList();
        return Checksums.of(side, "comparing " + named(batch), relations);
    }

    private Numbered numbered(TableRef table, TableShape shape, Dialect spoken) {
        boolean counted = level == Verification.COUNTS || shape.columns().isEmpty();
        String sum =
                counted ? ComparisonQueries.NO_SUM : ComparisonQueries.sum(spoken.rowHash(shape));
        return new Numbered(table.id(), ComparisonQueries.from(table), sum);
    }

    private static String named(List<TableRef> batch) {
        TableRef first = batch.getFirst();
        String name = first.schema() + "." + first.name();
        return batch.size() == 1 ? name : name + " and " + (batch.size() - 1) + " more tables";
    }
}
