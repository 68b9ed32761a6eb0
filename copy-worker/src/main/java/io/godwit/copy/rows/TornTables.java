package io.godwit.copy.rows;

import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Empties tables of which some parts were copied under a snapshot that is gone.
public final class TornTables {
    private TornTables() {}

    /// In one transaction, once; no copy under an earlier snapshot takes effect any more.
    ///
    /// @param staging for this use only; it is closed if anything fails
    /// @param database its number in the migration
    /// @return the numbers of the copies that are to be made anew
    /// @throws io.godwit.common.messaging.WorkStoppedException if a later attempt has claimed the
    ///   work, or a copy of it
    public static List<Integer> empty(
            Connection staging,
            WorkRef work,
            int database,
            List<Integer> copies,
            List<TableRef> tables)
            throws SQLException {
        String done =
                Markers.once(
                        staging,
                        work,
                        () -> {
                            empty(staging, work, ids(database, copies), tables);
                            return encode(copies);
                        });
        return decode(done);
    }

    private static List<String> ids(int database, List<Integer> copies) {
        return copies.stream().map(copy -> WorkIds.copy(database, copy)).toList();
    }

    private static void empty(
            Connection staging, WorkRef work, List<String> ids, List<TableRef> tables)
            throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        Markers.outrank(staging, work, ids);
        try (Statement statement = staging.createStatement()) {
            statement.execute(CopyQueries.truncate(tables));
        }
    }

    private static String encode(List<Integer> copies) {
        return copies.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Integer> decode(String numbers) {
        return Arrays.stream(numbers.split(" ", -1))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
