package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// Objects of a tablespace arrive in the target's default one.
final class TablespacesKept implements DatabaseRule {
    @Override
    public String code() {
        return "TABLESPACES";
    }

    @Override
    public String name() {
        return "Tablespaces do not move";
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
