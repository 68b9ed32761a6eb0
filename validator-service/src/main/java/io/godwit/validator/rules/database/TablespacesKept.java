package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Objects of a tablespace arrive in the target's default one.
final class TablespacesKept implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("TABLESPACES", "Tablespaces do not move")
                    .warns()
                    .meaning(
                            "Objects arrive in the target's default tablespace; indexes keep theirs"
                                    + " where the target has one of the same name.")
                    .remedy("Nothing is needed; move them after the migration if it matters.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> objects = context.catalog().column(DatabaseQueries.TABLESPACES);
        return objects.isEmpty()
                ? Finding.succeeded("everything is in the default tablespace")
                : Finding.warning(
                                objects.size()
                                        + " objects leave their tablespace for the default one",
                                "Nothing is needed; move them after the migration if it matters.")
                        .objects(objects);
    }
}
