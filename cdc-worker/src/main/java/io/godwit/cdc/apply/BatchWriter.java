package io.godwit.cdc.apply;

import io.godwit.cdc.apply.Section.Truncation;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureKind;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes batches, and commits them with the bookmark. A transaction of the source that is larger
/// than a batch is written by several, in one transaction of the target. For one thread.
final class BatchWriter {
    private final Connection connection;
    private final BookmarkRow row;
    private final TemporaryTables temporaries;
    private final RowWriter rows;
    private final String encoding;
    private final int fewRows;
    private final Map<TargetTable, TableWriter> writers = new HashMap<>();

    private Bookmark bookmark;

    /// Of the open transaction.
    private final Map<TableName, Counts> counts = new HashMap<>();

    private @Nullable Progress met;
    private boolean dirty;

    /// @param connection holds the bookmark; does not commit by itself
    /// @param encoding of the values, as COPY takes it
    BatchWriter(
            Connection connection,
            BookmarkRow row,
            Bookmark bookmark,
            String encoding,
            int fewRows) {
        this.encoding = encoding;
        this.connection = connection;
        this.row = row;
        this.bookmark = bookmark;
        this.fewRows = fewRows;
        this.temporaries = new TemporaryTables(connection);
        this.rows = new RowWriter(connection);
    }

    /// As it was committed last.
    Bookmark bookmark() {
        return bookmark;
    }

    /// @return whether it is committed; with a marker in it, durably
    /// @throws RefusedException if the target refuses a change
    /// @throws SupersededException if another session has taken over
    boolean write(Batch batch) throws SQLException {
        writeRows(batch);
        batch.counts().forEach((table, more) -> counts.merge(table, more, Counts::plus));
        dirty = dirty || batch.hasChanges();
        Progress border = batch.progress();
        Progress before = met;
        if (border != null) {
            met = before == null ? border : border.after(before);
        }
        if (!batch.endsOnBorder()) {
            return false;
        }
        commit();
        return true;
    }

    private void commit() throws SQLException {
        Progress to = met;
        if (to == null) {
            return;
        }
        if (to.marker() != null) {
            execute(ApplyQueries.DURABLE);
        }
        row.advance(bookmark, to, counts);
        connection.commit();
        Counts sum = counts.values().stream().reduce(Counts.NONE, Counts::plus);
        bookmark = bookmark.advanced(to, sum);
        counts.clear();
        met = null;
        dirty = false;
        temporaries.committed();
    }

    /// Tables whose sets are refused are written row by row, in the source's order: what the source
    /// could do, the target can.
    private void writeRows(Batch batch) throws SQLException {
        Set<TargetTable> exactly = new HashSet<>();
        Savepoint begin = dirty ? connection.setSavepoint() : null;
        TargetTable refusing = tryRows(batch, exactly);
        while (refusing != null) {
            exactly.add(refusing);
            undo(begin);
            execute(ApplyQueries.DEFER);
            refusing = tryRows(batch, exactly);
        }
        if (begin != null) {
            connection.releaseSavepoint(begin);
        }
    }

    private void undo(@Nullable Savepoint begin) throws SQLException {
        if (begin == null) {
            connection.rollback();
            temporaries.rolledBack();
        } else {
            connection.rollback(begin);
            temporaries.rolledBackInPart();
        }
    }

    /// @return the table whose changes cannot be written set by set
    private @Nullable TargetTable tryRows(Batch batch, Set<TargetTable> exactly)
            throws SQLException {
        for (Section section : batch.sections()) {
            for (TableChanges changes : section.tables()) {
                if (!tryTable(changes, exactly.contains(changes.table()))) {
                    return changes.table();
                }
            }
            Truncation truncation = section.truncation();
            if (truncation != null) {
                truncate(truncation);
            }
        }
        return null;
    }

    private boolean tryTable(TableChanges changes, boolean exactly) throws SQLException {
        TableWriter writer = writer(changes.table());
        if (exactly) {
            writer.writeExactly(changes.all());
            return true;
        }
        try {
            writer.write(changes);
            return true;
        } catch (RowsMissingException | RefusedException _) {
            return false;
        } catch (SQLException e) {
            if (SqlFailures.classify(e, Side.TARGET, "writing").code().kind()
                    == FailureKind.TRANSIENT) {
                throw e;
            }
            return false;
        }
    }

    private TableWriter writer(TargetTable table) {
        return writers.computeIfAbsent(
                table,
                _ -> new TableWriter(connection, table, temporaries, rows, encoding, fewRows));
    }

    private void truncate(Truncation truncation) throws SQLException {
        try {
            execute(ChangeStatements.truncate(truncation));
        } catch (SQLException e) {
            Failure failure =
                    Refusal.of(
                            e,
                            "truncate of %s at %s".formatted(names(truncation), truncation.at()));
            if (failure.code().kind() == FailureKind.TRANSIENT) {
                throw e;
            }
            throw new RefusedException(failure, truncation.at());
        }
    }

    private static String names(Truncation truncation) {
        return String.join(", ", truncation.tables().stream().map(TargetTable::quoted).toList());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
