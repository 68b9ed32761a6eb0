package io.godwit.validator.rules.database;

import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.Optional;

/// The database that has the final name on the target already.
///
/// @param connectable whether the user can look into it
/// @param owned whether the user may rename it
record TargetDatabase(long oid, boolean connectable, boolean owned, String owner) {
    static Optional<TargetDatabase> find(RuleContext context) throws SQLException {
        return context
                .target()
                .maintenance()
                .list(
                        row ->
                                new TargetDatabase(
                                        row.getLong(1),
                                        row.getBoolean(2),
                                        row.getBoolean(3),
                                        row.getString(4)),
                        DatabaseQueries.TARGET_DATABASE,
                        context.database().targetName())
                .stream()
                .findFirst();
    }
}
