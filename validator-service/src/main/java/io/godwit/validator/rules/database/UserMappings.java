package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// What the user may not see of a user mapping does not move.
final class UserMappings implements DatabaseRule {
    @Override
    public String code() {
        return "USER_MAPPINGS";
    }

    @Override
    public String name() {
        return "The passwords of foreign servers' users can be read";
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
