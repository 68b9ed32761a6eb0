package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkerCommand.CompareTables;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.ComparedServers.Databases;
import java.util.ArrayList;
import java.util.List;

/// Proves that tables are equal on both sides, or names what differs. Counts and checksums are
/// computed in the servers, on both at once; only what differs is looked at more closely. Changes
/// nothing, and can be repeated.
///
/// The first piece of a database's comparison also compares what no table holds: sequences and, at
/// level full, large objects. Their differences carry the table number [#NO_TABLE].
public final class TableComparison {
    /// The number that stands where a difference is no table's.
    public static final int NO_TABLE = -1;

    private static final String FIRST_PIECE = "/0";

    private final ComparedServers servers;

    public TableComparison(PostgresConnections connections) {
        this.servers = new ComparedServers(connections);
    }

    /// @return one result for each table of the command, in its order, then what differs otherwise
    public List<ComparedTable> compare(CompareTables command, WorkContext work) {
        if (command.level() == Verification.NONE) {
            throw new IllegalArgumentException("a comparison of level none compares nothing");
        }
        return servers.ask(
                new Databases(
                        command.endpoints(),
                        command.sourceDatabase(),
                        command.targetDatabase(),
                        command.snapshot()),
                work,
                sides -> compare(command, sides, work));
    }

    private static List<ComparedTable> compare(
            CompareTables command, BothSides sides, WorkContext work) {
        Dialect dialect = Dialect.of(sides);
        List<ComparedTable> results =
                new ArrayList<>(
                        new TableBatches(sides, dialect, command.level(), work)
                                .compare(command.tables()));
        if (command.work().id().endsWith(FIRST_PIECE)) {
            work.checkStopping();
            results.addAll(new SequenceComparison(sides, command.snapshot() != null).compare());
            results.addAll(new LargeObjectComparison(sides, dialect, command.level()).compare());
        }
        return results;
    }
}
