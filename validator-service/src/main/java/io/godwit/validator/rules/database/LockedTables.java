package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Whoever holds or waits for an exclusive lock keeps the copy waiting.
final class LockedTables implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("LOCKED_TABLES", "No table is locked against reading")
                    .warns()
                    .meaning(
                            "The migration waits for the locks; schema changes while it starts may stop it.")
                    .remedy(
                            "Let the sessions finish, or end them; make no schema changes until the copy is over.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<Locked> locked =
                context.catalog()
                        .list(
                                row ->
                                        new Locked(
                                                row.getString(1), row.getInt(2), row.getString(3)),
                                ObjectQueries.LOCKED_TABLES);
        return locked.isEmpty()
                ? Finding.succeeded("no table is locked against reading")
                : Finding.warning(locked.size() + " tables are locked against reading")
                        .objects(
                                locked.stream()
                                        .map(each ->
                                                each.table()
                                                        + " by "
                                                        + each.user()
                                                        + ", process "
                                                        + each.process())
                                        .toList())
                        .fixes(
                                locked.stream()
                                        .map(Locked::process)
                                        .distinct()
                                        .map(process ->
                                                Fix.of(
                                                        Side.SOURCE,
                                                        "SELECT pg_terminate_backend("
                                                                + process
                                                                + ");"))
                                        .toList());
    }

    private record Locked(String table, int process, String user) {}
}
