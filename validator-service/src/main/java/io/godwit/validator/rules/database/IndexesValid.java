package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// An invalid index is of no use on the source, so it does not move.
final class IndexesValid implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("INVALID_INDEXES", "Every index of the source is valid")
                    .warns()
                    .meaning("They do not move.")
                    .remedy("Rebuild them, or drop them.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<ObjectName> found =
                ObjectName.list(context.catalog(), DatabaseQueries.INVALID_INDEXES);
        return found.isEmpty()
                ? Finding.succeeded("every index is valid")
                : Finding.warning(
                                found.size() + " indexes are invalid",
                                "Rebuild them, or drop them.")
                        .objects(ObjectName.texts(found))
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        found,
                                        index -> "REINDEX INDEX " + index.quoted() + ";"));
    }
}
