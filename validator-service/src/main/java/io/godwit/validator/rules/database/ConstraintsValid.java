package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// Constraints that were added NOT VALID arrive as they are.
final class ConstraintsValid implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("CONSTRAINTS_VALID", "Every constraint of the source is validated")
                    .warns()
                    .meaning(
                            "They arrive NOT VALID: the target does not vouch for the old rows either.")
                    .remedy("Validate the constraints, mending the rows that break them first.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<OfTable> found = OfTable.list(context.catalog(), ObjectQueries.CONSTRAINTS_NOT_VALID);
        return found.isEmpty()
                ? Finding.succeeded("every constraint is validated")
                : Finding.warning(found.size() + " constraints are not validated")
                        .objects(OfTable.texts(found))
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        found,
                                        each -> each.alter("VALIDATE CONSTRAINT %s")));
    }
}
