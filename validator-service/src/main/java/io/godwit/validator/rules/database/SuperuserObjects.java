package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;

/// Functions in C and other untrusted languages, base types, operator classes and the like.
final class SuperuserObjects implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "SUPERUSER_OBJECTS",
                            "Objects that only superusers create can be created on the target")
                    .about(RuleSide.TARGET)
                    .meaning("These objects cannot be created without superuser.")
                    .remedy(
                            "Migrate as a superuser of the target, or drop the objects on the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        return TargetSuperuser.needed(
                context,
                context.catalog().column(DatabaseQueries.SUPERUSERS_OBJECTS),
                "objects that only superusers create");
    }
}
