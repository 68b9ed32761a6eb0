package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// A cast WITHOUT FUNCTION is made by superusers only.
final class UserCasts implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("USER_CASTS", "Casts can be created on the target")
                    .about(RuleSide.TARGET)
                    .alias(603409)
                    .meaning("The casts cannot be created without superuser.")
                    .remedy(
                            "Migrate as a superuser of the target, or drop the casts on the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(ObjectQueries.BINARY_CASTS);
        return TargetSuperuser.needed(context, found, "casts without a function");
    }
}
