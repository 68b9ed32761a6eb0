package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// Their rows move, but are lost if the target crashes, as they would be on the source.
final class UnloggedTables implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("UNLOGGED_TABLES", "Unlogged tables stay unlogged")
                    .warns()
                    .meaning("A crash of the target empties them, as it would on the source.")
                    .remedy("ALTER TABLE … SET LOGGED what must survive a crash.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(DatabaseQueries.UNLOGGED);
        return found.isEmpty()
                ? Finding.succeeded("every table is logged")
                : Finding.warning(
                                found.size()
                                        + " tables are unlogged: a crash of the target empties them",
                                "ALTER TABLE … SET LOGGED what must survive a crash.")
                        .objects(found)
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        found,
                                        table -> "ALTER TABLE " + table + " SET LOGGED;",
                                        table -> "ALTER TABLE " + table + " SET UNLOGGED;"));
    }
}
