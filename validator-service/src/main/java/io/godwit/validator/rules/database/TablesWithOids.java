package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// Tables WITH OIDS existed until version 11.
final class TablesWithOids implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("TABLES_WITH_OIDS", "No table has the hidden column oid")
                    .warns()
                    .alias(603404)
                    .meaning(
                            "The column and its values do not move: versions from 12 on have no such tables.")
                    .remedy(
                            "Copy the column into an ordinary one if it is used, then ALTER TABLE … SET WITHOUT OIDS.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (context.source().version().atLeast(12)) {
            return Finding.succeeded("this version has no such tables");
        }
        return judge(
                context.database().name(),
                ObjectName.list(context.catalog(), ObjectQueries.TABLES_WITH_OIDS));
    }

    static Finding judge(String database, List<ObjectName> found) {
        return found.isEmpty()
                ? Finding.succeeded("no table has the hidden column")
                : Finding.warning(found.size() + " tables were made WITH OIDS")
                        .objects(ObjectName.texts(found))
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        database,
                                        found,
                                        table ->
                                                "ALTER TABLE "
                                                        + table.quoted()
                                                        + " SET WITHOUT OIDS;"));
    }
}
