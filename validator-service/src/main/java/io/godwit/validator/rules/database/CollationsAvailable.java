package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Those of the system must be there; those that users made are created, which needs their locale.
final class CollationsAvailable implements DatabaseRule {
    @Override
    public String code() {
        return "COLLATIONS_AVAILABLE";
    }

    @Override
    public String name() {
        return "The target has the locale and the collations that are used";
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
