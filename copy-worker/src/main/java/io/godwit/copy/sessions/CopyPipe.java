package io.godwit.copy.sessions;

import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/// Pipes rows from one `COPY` to another, bytes untouched, on one thread. Holds one piece of rows
/// at a time. Both connections are of no use after a failure.
public final class CopyPipe {
    private final Function<SQLException, ? extends RuntimeException> cannotRead;
    private final Function<SQLException, ? extends RuntimeException> cannotWrite;

    /// @param cannotRead what to throw when the source fails
    /// @param cannotWrite what to throw when the target does
    public CopyPipe(
            Function<SQLException, ? extends RuntimeException> cannotRead,
            Function<SQLException, ? extends RuntimeException> cannotWrite) {
        this.cannotRead = cannotRead;
        this.cannotWrite = cannotWrite;
    }

    @FunctionalInterface
    public interface SqlCall<T extends @Nullable Object> {
        T make() throws SQLException;
    }

    /// Told of each piece that was written, of all until then.
    @FunctionalInterface
    public interface Progress {
        void written(long pieces, long bytes);
    }

    /// @param read rows that the source sent
    /// @param written rows that the target took
    public record Piped(long read, long written, long bytes) {}

    /// Copies what a query of one session answers into a table of the other.
    ///
    /// @param query whose answer is read
    /// @param table where it goes, with its columns if need be
    public static void copy(
            Session source, String query, Session target, String table, String doing) {
        CopyPipe pipe = new CopyPipe(e -> source.failure(e, doing), e -> target.failure(e, doing));
        pipe.pipe(
                pipe.open(() -> copying(source).copyOut("COPY (" + query + ") TO STDOUT")),
                () -> copying(target).copyIn("COPY " + table + " FROM STDIN"),
                (_, _) -> {});
    }

    private static CopyManager copying(Session session) throws SQLException {
        return session.connection().unwrap(PGConnection.class).getCopyAPI();
    }

    public CopyOut open(SqlCall<CopyOut> from) {
        return call(from, cannotRead);
    }

    /// @param into not called when there is no row
    public Piped pipe(CopyOut out, SqlCall<CopyIn> into, Progress progress) {
        long pieces = 0;
        long bytes = 0;
        byte[] piece = read(out);
        CopyIn in = piece == null ? null : call(into, cannotWrite);
        while (piece != null && in != null) {
            pieces++;
            bytes += piece.length;
            write(in, piece);
            progress.written(pieces, bytes);
            piece = read(out);
        }
        long written = in == null ? 0 : call(in::endCopy, cannotWrite);
        return new Piped(out.getHandledRowCount(), written, bytes);
    }

    private byte @Nullable [] read(CopyOut out) {
        return call(out::readFromCopy, cannotRead);
    }

    private void write(CopyIn in, byte[] piece) {
        call(
                () -> {
                    in.writeToCopy(piece, 0, piece.length);
                    return piece.length;
                },
                cannotWrite);
    }

    private static <T extends @Nullable Object> T call(
            SqlCall<T> call, Function<SQLException, ? extends RuntimeException> failure) {
        try {
            return call.make();
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }
}
