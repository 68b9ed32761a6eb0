package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Labels can be set only where the module that defines them is loaded.
final class SecurityLabels implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("SECURITY_LABELS", "There are no security labels")
                    .warns()
                    .meaning(
                            "Labels are refused by a target that has not loaded the module that defines them.")
                    .remedy("Load the module on the target, or remove the labels on the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(ObjectQueries.SECURITY_LABELS);
        return found.isEmpty()
                ? Finding.succeeded("there are no security labels")
                : Finding.warning(found.size() + " objects have security labels").objects(found);
    }
}
