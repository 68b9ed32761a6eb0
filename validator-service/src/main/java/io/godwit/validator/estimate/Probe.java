package io.godwit.validator.estimate;

import io.godwit.validator.rules.RuleContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/// Moves some rows of the largest table into a temporary table of the target for at most a second,
/// as the migration will, and takes everything back. The rows go nowhere else.
final class Probe {
    private static final long LONGEST_NANOS = 1_000_000_000;
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int MOST_ROWS = 1_000_000;

    private Probe() {}

    /// @param bytes that were moved
    /// @param nanos that it took
    record Moved(long bytes, long nanos) {
        /// @return 0 if too little was moved to say
        long bytesPerSecond() {
            return nanos == 0 ? 0 : Math.round(bytes * 1e9 / nanos);
        }
    }

    static Moved run(RuleContext context, SizedTable table) throws SQLException {
        String maintenance = context.target().server().maintenanceDatabase();
        try (Connection source =
                        context.source().open(context.database().name(), new Properties());
                Connection target = context.target().open(maintenance, new Properties())) {
            target.setAutoCommit(false);
            try (Statement statement = target.createStatement()) {
                statement.execute("SET TRANSACTION READ WRITE");
                statement.execute(EstimateQueries.scratch(table.columns()));
                return pipe(source, target, table);
            } finally {
                target.rollback();
            }
        }
    }

    private static Moved pipe(Connection source, Connection target, SizedTable table)
            throws SQLException {
        CopyOut out =
                source.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(EstimateQueries.read(table.schema(), table.name(), MOST_ROWS));
        CopyIn in = target.unwrap(PGConnection.class).getCopyAPI().copyIn(EstimateQueries.WRITE);
        long began = System.nanoTime();
        long bytes = 0;
        byte[] row = out.readFromCopy();
        while (row != null) {
            in.writeToCopy(row, 0, row.length);
            bytes += row.length;
            if (bytes >= MOST_BYTES || System.nanoTime() - began >= LONGEST_NANOS) {
                break;
            }
            row = out.readFromCopy();
        }
        in.endCopy();
        long nanos = System.nanoTime() - began;
        if (out.isActive()) {
            out.cancelCopy();
        }
        return new Moved(bytes, nanos);
    }
}
