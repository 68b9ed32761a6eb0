package io.godwit.validator.estimate;

import io.godwit.common.migration.DatabaseEstimate;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleSessions;
import io.godwit.validator.rules.SourceTable;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what moving a database will take. Thread-safe.
public final class Estimation {
    private static final Logger LOG = LoggerFactory.getLogger(Estimation.class);
    private static final long PART = 1024L * 1024 * 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// A rate from less than this says little.
    private static final long LITTLE = 256 * 1024;

    private final RuleSessions sessions;
    private final Clock clock;

    public Estimation(RuleSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    private record Sum(long count, long bytes) {}

    /// Empty if the source cannot be asked; the rules say why.
    public Optional<DatabaseEstimate> of(MigrationSpec spec, DatabaseSpec database) {
        try (RuleContext context = sessions.open(spec, database)) {
            return Optional.of(estimate(context));
        } catch (SQLException | MigrationException e) {
            LOG.info("no estimate for {}: {}", database.name(), e.toString());
            return Optional.empty();
        }
    }

    private DatabaseEstimate estimate(RuleContext context) throws SQLException {
        Long[] oids =
                context.tables().selected().stream().map(SourceTable::oid).toArray(Long[]::new);
        List<SizedTable> tables = tables(context, oids);
        Sum indexes = sum(context, EstimateQueries.INDEXES, (Object) oids);
        Sum largeObjects = sum(context, EstimateQueries.LARGE_OBJECTS);
        long began = System.nanoTime();
        Long wal = walPosition(context);
        Reasons reasons = new Reasons();
        Probe.Moved moved = probe(context, tables, reasons);
        Long walRate = walRate(context, wal, began);
        long tableBytes = tables.stream().mapToLong(SizedTable::bytes).sum();
        long all = tableBytes + indexes.bytes() + largeObjects.bytes();
        Long rate = moved.bytes() == 0 ? null : moved.bytesPerSecond();
        Long most = rate == null ? null : seconds(all, rate, tables.size());
        Long least =
                rate == null
                        ? null
                        : seconds(all, rate * context.spec().parallelism(), tables.size());
        reasons.weigh(tables, tableBytes, moved.bytes(), LITTLE);
        return new DatabaseEstimate(
                oids.length,
                tables.stream().mapToLong(table -> Math.max(0, table.rows())).sum(),
                tableBytes,
                Math.toIntExact(indexes.count()),
                indexes.bytes(),
                largeObjects.count(),
                Math.toIntExact(tables.stream().mapToLong(Estimation::parts).sum()),
                tables.isEmpty() ? null : tables.getFirst().toString(),
                tables.isEmpty() ? 0 : tables.getFirst().bytes(),
                all + all / 4,
                moved.bytes(),
                rate,
                least,
                most,
                walRate,
                walRate == null || most == null ? null : walRate * most,
                reasons.confidence(),
                reasons.all(),
                clock.instant());
    }

    private static List<SizedTable> tables(RuleContext context, Long[] oids) throws SQLException {
        return context.catalog()
                .list(
                        row ->
                                new SizedTable(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        0),
                        EstimateQueries.TABLES,
                        (Object) oids);
    }

    private static Sum sum(RuleContext context, String query, Object... values)
            throws SQLException {
        return context.catalog()
                .list(row -> new Sum(row.getLong(1), row.getLong(2)), query, values)
                .getFirst();
    }

    private static long parts(SizedTable table) {
        return Math.max(1, (table.bytes() + PART - 1) / PART);
    }

    /// Opening, planning and ending take about a second, each table some milliseconds.
    private static long seconds(long bytes, long rate, int tables) {
        return 1 + bytes / Math.max(1, rate) + tables / 200;
    }

    private static Probe.Moved probe(
            RuleContext context, List<SizedTable> tables, Reasons reasons) {
        Optional<SizedTable> largest =
                tables.stream().filter(table -> table.bytes() > 0).findFirst();
        if (largest.isEmpty()) {
            reasons.add("there are no rows to measure with");
            return new Probe.Moved(0, 0);
        }
        try {
            int columns =
                    Integer.parseInt(
                            context.catalog().value(EstimateQueries.COLUMNS, largest.get().oid()));
            return Probe.run(context, largest.get().withColumns(columns));
        } catch (SQLException | MigrationException e) {
            reasons.add("no rows could be moved to measure the rate: " + e.getMessage());
            return new Probe.Moved(0, 0);
        }
    }

    private static @Nullable Long walPosition(RuleContext context) throws SQLException {
        boolean asks =
                context.online()
                        && context.source().version().atLeast(10)
                        && !context.catalog().holds(EstimateQueries.IN_RECOVERY);
        return asks ? Long.valueOf(context.catalog().value(EstimateQueries.WAL_POSITION)) : null;
    }

    /// Watches for a second at least. What Godwit reads writes no WAL worth speaking of.
    private static @Nullable Long walRate(RuleContext context, @Nullable Long before, long began)
            throws SQLException {
        if (before == null) {
            return null;
        }
        long left = SECOND - (System.nanoTime() - began);
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
        long after = Long.parseLong(context.catalog().value(EstimateQueries.WAL_POSITION));
        double elapsed = (System.nanoTime() - began) / 1e9;
        return Math.round((after - before) / elapsed);
    }
}
