package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Those of the system must be there; those that users made are created, which needs their locale.
final class CollationsAvailable implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "COLLATIONS_AVAILABLE",
                            "The target has the locale and the collations that are used")
                    .about(RuleSide.TARGET)
                    .alias(603401, 603402, 603403)
                    .meaning("Columns and indexes that sort by a missing locale cannot be created.")
                    .remedy(
                            "Install the locales on the target's machine and run pg_import_system_collations, or use a target that has them.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        TargetLocales target = TargetLocales.of(context);
        List<String> missing = new ArrayList<>(target.missingOfDatabase(context.catalog()));
        missing.addAll(target.missingOfObjects(context.catalog()));
        return missing.isEmpty()
                ? Finding.succeeded("the target has every locale and collation that is used")
                : Finding.failed(
                                "the target lacks " + missing.size() + " locales or collations",
                                "Install the locales on the target's machine and run"
                                        + " pg_import_system_collations, or use a target that has them.")
                        .objects(missing);
    }
}
