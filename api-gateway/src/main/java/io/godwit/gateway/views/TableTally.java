package io.godwit.gateway.views;

import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.State;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.Telemetry.TableApplied;
import io.godwit.common.migration.WorkIds;
import io.godwit.gateway.views.DatabaseProgress.Compared;
import io.godwit.gateway.views.DatabaseProgress.Copied;
import io.godwit.gateway.views.DatabaseProgress.PartKey;
import io.godwit.gateway.views.MigrationView.LiveKey;
import io.godwit.gateway.views.TableDetails.TableComparison;
import io.godwit.gateway.views.WorkAttempts.Attempt;
import io.godwit.gateway.views.WorkAttempts.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Weighs plan, facts and telemetry of one database: how far each of its tables is, and how fast it
/// goes.
final class TableTally {
    private final MigrationProgress migration;
    private final DatabaseProgress database;
    private final Map<LiveKey, PartProgress> live;
    private final Plan plan;
    private final TreeMap<Integer, Row> rows = new TreeMap<>();
    private final Pace pace = new Pace();

    TableTally(
            MigrationProgress migration,
            DatabaseProgress database,
            Map<LiveKey, PartProgress> live) {
        this.migration = migration;
        this.database = database;
        this.live = live;
        this.plan = database.plan();
        plan.tables.forEach((id, table) -> rows.put(id, new Row(table)));
        plan.copies.values().forEach(this::weigh);
    }

    /// In the order of the plan.
    List<TableDetails> tables() {
        return rows.values().stream().map(this::details).toList();
    }

    Pace pace() {
        return pace;
    }

    private void weigh(PlannedCopy copy) {
        Attempt attempt = migration.works.newest(WorkIds.copy(database.number, copy.number()));
        for (PlannedPart part : copy.parts()) {
            Row row = rows.get(part.table());
            if (row != null) {
                weigh(part, row, attempt, copy.parts().size() == 1);
            }
        }
    }

    private void weigh(PlannedPart part, Row row, @Nullable Attempt attempt, boolean alone) {
        row.parts++;
        Copied copied = database.copied.get(new PartKey(part.table(), part.part()));
        if (copied != null) {
            row.copied(copied);
            pace.copied(part, copied, row.started);
        } else if (attempt != null && attempt.status() == Status.FAILED) {
            row.errored(attempt);
        } else if (attempt != null && attempt.status() == Status.ISSUED) {
            underWay(part, row, attempt, alone);
        } else {
            pace.waiting(part);
        }
    }

    private void underWay(PlannedPart part, Row row, Attempt attempt, boolean alone) {
        PartProgress said = live.get(new LiveKey(database.spec.name(), part.table(), part.part()));
        boolean current =
                said != null
                        && said.work().id().equals(attempt.work().id())
                        && said.work().attempt() == attempt.work().attempt()
                        && !said.at().isBefore(migration.started);
        if (said != null && current && migration.state == State.IN_PROGRESS) {
            row.copying(said, attempt.since());
            pace.underWay(part, said, attempt.since(), row.planned);
        } else {
            row.issued(attempt.since(), alone && migration.state == State.IN_PROGRESS);
            pace.waiting(part);
        }
    }

    private TableDetails details(Row row) {
        PlannedTable planned = row.planned;
        TableApplied applied =
                database.following.tables.get(
                        new FollowingProgress.TableName(
                                planned.table().schema(), planned.table().name()));
        return new TableDetails(
                planned.table().schema(),
                planned.table().name(),
                row.state(plan.complete()),
                row.rows,
                row.bytes,
                planned.rows() < 0 ? null : planned.rows(),
                planned.bytes(),
                row.parts,
                row.partsCopied,
                row.started,
                row.state(plan.complete()) == TableState.COPIED ? row.ended : null,
                comparison(planned.table().id()),
                row.error,
                applied == null ? 0 : applied.inserts(),
                applied == null ? 0 : applied.updates(),
                applied == null ? 0 : applied.deletes());
    }

    private @Nullable TableComparison comparison(int table) {
        Compared compared = database.compared.get(table);
        if (compared == null) {
            return null;
        }
        ComparedTable found = compared.table();
        return new TableComparison(
                found.equal(), found.sourceRows(), found.targetRows(), found.difference());
    }

    /// One table while its parts are added up.
    private static final class Row {
        private final PlannedTable planned;
        private int parts;
        private int partsCopied;
        private long rows;
        private long bytes;
        private boolean copying;
        private @Nullable Instant started;
        private @Nullable Instant ended;
        private @Nullable ErrorDetails error;

        private Row(PlannedTable planned) {
            this.planned = planned;
        }

        private void copied(Copied part) {
            partsCopied++;
            rows += part.rows();
            bytes += part.bytes();
            begun(part.since());
            ended = ended == null || part.at().isAfter(ended) ? part.at() : ended;
        }

        private void copying(PartProgress said, Instant since) {
            copying = true;
            rows += said.rows();
            bytes += said.bytes();
            begun(since);
        }

        private void issued(Instant since, boolean begun) {
            if (begun) {
                copying = true;
                begun(since);
            }
        }

        private void errored(Attempt attempt) {
            error = ErrorDetails.of(attempt);
        }

        private void begun(@Nullable Instant at) {
            if (at != null && (started == null || at.isBefore(started))) {
                started = at;
            }
        }

        private TableState state(boolean planComplete) {
            if (error != null) {
                return TableState.ERRORED;
            }
            if (partsCopied == parts && planComplete) {
                return TableState.COPIED;
            }
            return copying || partsCopied > 0 ? TableState.COPYING : TableState.QUEUED;
        }
    }

    /// The tables' states, counted.
    List<TableState> states() {
        List<TableState> states = new ArrayList<>(rows.size());
        rows.values().forEach(row -> states.add(row.state(plan.complete())));
        return states;
    }

    long copiedRows() {
        return rows.values().stream().mapToLong(row -> row.rows).sum();
    }

    long copiedBytes() {
        return rows.values().stream().mapToLong(row -> row.bytes).sum();
    }

    /// Estimates of the source's; tables without one count nothing.
    long estimatedRows() {
        return rows.values().stream().mapToLong(row -> Math.max(0, row.planned.rows())).sum();
    }

    long estimatedBytes() {
        return rows.values().stream().mapToLong(row -> row.planned.bytes()).sum();
    }
}
