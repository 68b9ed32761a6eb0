package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// What the user may not see of a user mapping does not move.
final class UserMappings implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "USER_MAPPINGS", "The passwords of foreign servers' users can be read")
                    .warns()
                    .meaning("The mappings arrive without options and passwords.")
                    .remedy(
                            "ALTER USER MAPPING on the target after the migration, or migrate as a superuser of the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(DatabaseQueries.HIDDEN_USER_MAPPINGS);
        return found.isEmpty()
                ? Finding.succeeded("every user mapping can be read")
                : Finding.warning(
                                found.size() + " user mappings move without options and passwords",
                                "ALTER USER MAPPING on the target after the migration, or migrate as a"
                                        + " superuser of the source.")
                        .objects(found);
    }
}
