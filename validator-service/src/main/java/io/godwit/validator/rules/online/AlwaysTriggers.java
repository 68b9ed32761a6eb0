package io.godwit.validator.rules.online;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import io.godwit.validator.rules.database.OfTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Triggers ENABLE ALWAYS or REPLICA fire while changes are applied, after they fired on the
/// source.
final class AlwaysTriggers implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("ALWAYS_TRIGGERS", "No trigger fires while changes are applied")
                    .about(RuleSide.BOTH)
                    .online()
                    .warns()
                    .meaning(
                            "They would fire on the target for changes that they fired for on the source already.")
                    .remedy("Make them ordinary triggers until the cutover is over.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<OfTable> found = OfTable.list(context.catalog(), OnlineQueries.ALWAYS_TRIGGERS);
        List<OfTable> replica = OfTable.list(context.catalog(), OnlineQueries.REPLICA_TRIGGERS);
        List<OfTable> all = Stream.concat(found.stream(), replica.stream()).toList();
        String database = context.database().name();
        List<Fix> fixes =
                new ArrayList<>(
                        Statements.of(
                                Side.SOURCE,
                                database,
                                found,
                                each -> each.alter("ENABLE TRIGGER %s"),
                                each -> each.alter("ENABLE ALWAYS TRIGGER %s")));
        fixes.addAll(
                Statements.of(
                        Side.SOURCE,
                        database,
                        replica,
                        each -> each.alter("DISABLE TRIGGER %s"),
                        each -> each.alter("ENABLE REPLICA TRIGGER %s")));
        return all.isEmpty()
                ? Finding.succeeded("every trigger fires on the source only")
                : Finding.warning(all.size() + " triggers fire while changes are applied")
                        .objects(OfTable.texts(all))
                        .fixes(fixes);
    }
}
