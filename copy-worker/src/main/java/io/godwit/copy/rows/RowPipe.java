package io.godwit.copy.rows;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/// Pipes rows from one connection to the other, bytes untouched, part after part, on one thread.
/// Holds one piece of rows at a time. Both connections are of no use after a failure.
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
        CopyOut out = reading(part, () -> from.copyOut(CopyQueries.read(part)));
        long before = meter.rows();
        long pieces = 0;
        long bytes = 0;
        byte[] piece = read(part, out);
        CopyIn in = piece == null ? null : writing(part, () -> begin(part));
        while (piece != null && in != null) {
            pieces++;
            bytes += piece.length;
            write(part, in, piece);
            progress(part, meter.rows() - before, pieces, bytes);
            piece = read(part, out);
        }
        long written = in == null ? 0 : writing(part, in::endCopy);
        checkCounts(part, out.getHandledRowCount(), written);
        return new CopiedPart(part.table().id(), part.part().part(), written, bytes);
    }

    private CopyIn begin(PartCopy part) throws SQLException {
        if (part.freeze()) {
            try (Statement statement = target.createStatement()) {
                statement.execute(CopyQueries.truncate(part.table()));
            }
        }
        return into.copyIn(CopyQueries.write(part));
    }

    private byte @Nullable [] read(PartCopy part, CopyOut out) {
        return reading(part, out::readFromCopy);
    }

    private static void write(PartCopy part, CopyIn in, byte[] piece) {
        writing(
                part,
                () -> {
                    in.writeToCopy(piece, 0, piece.length);
                    return piece.length;
                });
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

    private <T extends @Nullable Object> T reading(PartCopy part, SqlCall<T> call) {
        try {
            return call.make();
        } catch (SQLException e) {
            throw ReadFailures.failure(source, part, e);
        }
    }

    private static <T> T writing(PartCopy part, SqlCall<T> call) {
        try {
            return call.make();
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "copying " + part.title());
        }
    }

    @FunctionalInterface
    private interface SqlCall<T extends @Nullable Object> {
        T make() throws SQLException;
    }
}
