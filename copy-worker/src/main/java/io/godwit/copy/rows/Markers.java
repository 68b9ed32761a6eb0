package io.godwit.copy.rows;

import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.WorkRef;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/// Lets a piece of work take effect exactly once, however often and by however many workers it is
/// performed. Each piece has a row in the staging database's table `_godwit.work`; the transaction
/// that does the work also marks it done, and can do so only if no later attempt has claimed it.
public final class Markers {
    private Markers() {}

    /// Makes the marker table, if it is not there yet. Commits if the connection does by itself.
    public static void install(Connection staging) throws SQLException {
        execute(staging, MarkerQueries.INSTALL);
    }

    public static boolean installed(Connection staging) throws SQLException {
        try (Statement statement = staging.createStatement();
                ResultSet row = statement.executeQuery(MarkerQueries.INSTALLED)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// Removes every trace of the markers.
    public static void remove(Connection staging) throws SQLException {
        execute(staging, MarkerQueries.REMOVE);
    }

    /// Performs `body` in one transaction on `staging` and commits it, unless the work is done
    /// already.
    ///
    /// @param staging for this use only; it is closed if anything fails
    /// @return what the one attempt that took effect remembered
    /// @throws WorkStoppedException if a later attempt has claimed the work
    public static String once(Connection staging, WorkRef work, MarkedWork body)
            throws SQLException {
        staging.setAutoCommit(true);
        execute(staging, MarkerQueries.SESSION);
        update(staging, MarkerQueries.END_EARLIER_ATTEMPT, work.id(), fence(work));
        staging.setAutoCommit(false);
        boolean ended = false;
        try {
            Optional<String> done = claim(staging, work);
            String result = done.isPresent() ? done.get() : perform(staging, work, body);
            ended = true;
            return result;
        } finally {
            if (!ended) {
                // Not rolled back: a COPY may be under way, which would have to be ended first.
                staging.abort(Runnable::run);
            }
        }
    }

    /// Undoes work of earlier snapshots, in the open transaction: it counts as never done, and
    /// whoever is still at it ends.
    ///
    /// @param by whose generation outranks it
    /// @throws WorkStoppedException if a later attempt has claimed some of it
    static void outrank(Connection staging, WorkRef by, List<String> ids) throws SQLException {
        Array all = staging.createArrayOf("text", ids.toArray());
        String fence = "{%d,%d,0}".formatted(by.run(), by.generation());
        try (PreparedStatement outrank = staging.prepareStatement(MarkerQueries.OUTRANK);
                PreparedStatement end = staging.prepareStatement(MarkerQueries.END_OUTRANKED);
                PreparedStatement forget = staging.prepareStatement(MarkerQueries.NOT_COPIED)) {
            outrank.setString(1, fence);
            outrank.setArray(2, all);
            if (rows(outrank) < ids.size()) {
                throw new WorkStoppedException(by.id());
            }
            end.setArray(1, all);
            end.execute();
            forget.setArray(1, all);
            forget.execute();
        }
    }

    private static int rows(PreparedStatement statement) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    private static String perform(Connection staging, WorkRef work, MarkedWork body)
            throws SQLException {
        String result = body.perform();
        if (update(staging, MarkerQueries.DONE, result, work.id(), fence(work)) == 1) {
            staging.commit();
            return result;
        }
        staging.rollback();
        return result(staging, work).orElseThrow(() -> new WorkStoppedException(work.id()));
    }

    /// @return the result if the work is done
    private static Optional<String> claim(Connection staging, WorkRef work) throws SQLException {
        update(staging, MarkerQueries.ADD, work.id(), fence(work));
        Optional<String> done = lock(staging, work);
        if (done.isEmpty()) {
            update(staging, MarkerQueries.CLAIM, fence(work), work.id());
        }
        staging.commit();
        return done;
    }

    private static Optional<String> lock(Connection staging, WorkRef work) throws SQLException {
        try (PreparedStatement lock = staging.prepareStatement(MarkerQueries.LOCK)) {
            lock.setString(1, fence(work));
            lock.setString(2, work.id());
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                if (row.getBoolean("done")) {
                    return Optional.of(row.getString("result"));
                }
                if (row.getBoolean("superseded")) {
                    throw new WorkStoppedException(work.id());
                }
                return Optional.empty();
            }
        }
    }

    private static Optional<String> result(Connection staging, WorkRef work) throws SQLException {
        try (PreparedStatement query = staging.prepareStatement(MarkerQueries.RESULT)) {
            query.setString(1, work.id());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /// Later attempts have greater fences, in PostgreSQL's order of arrays.
    private static String fence(WorkRef work) {
        return "{%d,%d,%d}".formatted(work.run(), work.generation(), work.attempt());
    }

    private static int update(Connection connection, String sql, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
