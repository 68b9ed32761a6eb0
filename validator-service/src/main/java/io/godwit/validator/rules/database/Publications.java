package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Publications move with the schema. One FOR ALL TABLES needs a superuser, and makes the updates
/// of tables without a key fail.
final class Publications implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("PUBLICATIONS", "Publications can be created on the target")
                    .about(RuleSide.BOTH)
                    .warns()
                    .meaning(
                            "A publication of everything is created by superusers only; with one, updates of tables without a key fail.")
                    .remedy(
                            "Drop it on the source if nobody subscribes, name its tables, or migrate as a superuser of the target.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.source().version().atLeast(10)) {
            return Finding.succeeded("this version has no publications");
        }
        List<String> found = context.catalog().column(ObjectQueries.PUBLICATIONS_OF_ALL);
        LoginRole role = context.target().role();
        if (found.isEmpty() || role.superuser()) {
            return Finding.succeeded(found.size() + " publications are of all tables")
                    .objects(found);
        }
        Finding warning =
                Finding.warning(
                                found.size()
                                        + " publications are of all tables, and "
                                        + role.name()
                                        + " is no superuser")
                        .objects(found);
        return context.profile(Side.TARGET).superusers()
                ? warning.fix(TargetSuperuser.fix(role))
                : warning;
    }
}
