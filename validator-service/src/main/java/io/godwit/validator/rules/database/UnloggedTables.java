package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// Their rows move, but are lost if the target crashes, as they would be on the source.
final class UnloggedTables implements DatabaseRule {
    @Override
    public String code() {
        return "UNLOGGED_TABLES";
    }

    @Override
    public String name() {
        return "Unlogged tables stay unlogged";
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
                        .fix(
                                Side.SOURCE,
                                found.stream()
                                        .map(table -> "ALTER TABLE " + table + " SET LOGGED;")
                                        .toList());
    }
}
