package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTable;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// Without an identity the source itself refuses updates and deletes of a published table. Godwit
/// sets FULL before it publishes the table, and undoes it at the end.
final class ReplicaIdentity implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("REPLICA_IDENTITY", "Every table tells which row a change is about")
                    .online()
                    .warns()
                    .alias(603110)
                    .meaning(
                            "Godwit sets REPLICA IDENTITY FULL on these tables and undoes it at the end; the source writes more WAL meanwhile.")
                    .remedy(
                            "Add a primary key, or set the identity yourself to know what it costs.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<SourceTable> without =
                context.tables().followed().stream().filter(table -> !table.identified()).toList();
        return without.isEmpty()
                ? Finding.succeeded("every table tells")
                : Finding.warning(without.size() + " tables have no replica identity")
                        .objects(without.stream().map(SourceTable::toString).toList())
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        without,
                                        table ->
                                                "ALTER TABLE "
                                                        + table.quoted()
                                                        + " REPLICA IDENTITY FULL;",
                                        table ->
                                                "ALTER TABLE "
                                                        + table.quoted()
                                                        + " REPLICA IDENTITY "
                                                        + table.identityWords()
                                                        + ";"));
    }
}
