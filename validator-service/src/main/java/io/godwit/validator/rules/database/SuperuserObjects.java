package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// Functions in C and other untrusted languages, base types, operator classes and the like.
final class SuperuserObjects implements DatabaseRule {
    @Override
    public String code() {
        return "SUPERUSER_OBJECTS";
    }

    @Override
    public String name() {
        return "Objects that only superusers create can be created on the target";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (context.target().role().superuser()) {
            return Finding.succeeded("the target's user is a superuser");
        }
        List<String> found = context.catalog().column(DatabaseQueries.SUPERUSERS_OBJECTS);
        return found.isEmpty()
                ? Finding.succeeded("nothing needs a superuser")
                : Finding.failed(
                                "only superusers can create " + found.size() + " objects",
                                "Migrate as a superuser of the target, or drop the objects on the source.")
                        .objects(found);
    }
}
