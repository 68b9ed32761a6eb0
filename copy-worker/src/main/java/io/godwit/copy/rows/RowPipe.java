package io.godwit.copy.rows;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.copy.sessions.CopyPipe;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/// Pipes the rows of part after part from one connection to the other, metered, on one thread. Both
/// connections are of no use after a failure.
final class RowPipe {
    private final Connection source;
    private final Connection target;
    private final RowMeter meter;
    private final WorkContext context;
    private final CopyManager from;
    private final CopyManager into;

    RowPipe(Connection source, Connection target, RowMeter meter, WorkContext context)
            throws SQLException {
        this.source = source;
        this.target = target;
        this.meter = meter;
        this.context = context;
        this.from = source.unwrap(PGConnection.class).getCopyAPI();
        this.into = target.unwrap(PGConnection.class).getCopyAPI();
    }

    CopiedPart copy(PartCopy part) {
        CopyPipe pipe =
                new CopyPipe(
                        e -> ReadFailures.failure(source, part, e),
                        e -> SqlFailures.exception(e, Side.TARGET, "copying " + part.title()));
        CopyOut out = pipe.open(() -> from.copyOut(CopyQueries.read(part)));
        long before = meter.rows();
        CopyPipe.Piped piped =
                pipe.pipe(
                        out,
                        () -> begin(part),
                        (pieces, bytes) -> progress(part, meter.rows() - before, pieces, bytes));
        checkCounts(part, piped.read(), piped.written());
        return new CopiedPart(
                part.table().id(), part.part().part(), piped.written(), piped.bytes());
    }

    private CopyIn begin(PartCopy part) throws SQLException {
        if (part.freeze()) {
            try (Statement statement = target.createStatement()) {
                statement.execute(CopyQueries.truncate(part.table()));
            }
        }
        return into.copyIn(CopyQueries.write(part));
    }

    /// What GSSAPI encrypts cannot be metered; there each piece is a row.
    private void progress(PartCopy part, long metered, long pieces, long bytes) {
        long rows = metered == 0 ? pieces : metered;
        context.progress(part.table().id(), part.part().part(), rows, bytes);
    }

    private static void checkCounts(PartCopy part, long read, long written) {
        if (read != written) {
            throw new MigrationException(
                    FailureCode.ROWS_DIFFER,
                    "%s: the source sent %d rows, the target took %d"
                            .formatted(part.title(), read, written));
        }
    }
}
