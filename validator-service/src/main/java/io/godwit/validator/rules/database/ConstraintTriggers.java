package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// `ALTER TABLE … DISABLE TRIGGER ALL` switches foreign keys off without a trace in their
/// definition.
final class ConstraintTriggers implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("CONSTRAINT_TRIGGERS", "Every foreign key of the source is enforced")
                    .warns()
                    .meaning(
                            "Rows may break a key that the target enforces when it is created: the migration would fail there.")
                    .remedy("Switch the triggers on, and mend rows that break the key.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<OfTable> found =
                OfTable.list(context.catalog(), ObjectQueries.DISABLED_CONSTRAINT_TRIGGERS);
        return found.isEmpty()
                ? Finding.succeeded("every foreign key is enforced")
                : Finding.warning(found.size() + " triggers of foreign keys are switched off")
                        .objects(OfTable.texts(found))
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        found,
                                        each -> each.alter("ENABLE TRIGGER %s"),
                                        each -> each.alter("DISABLE TRIGGER %s")));
    }
}
