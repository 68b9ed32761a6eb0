package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// While it runs, a migration keeps its markers on the target in a schema of this name.
final class MarkerSchema implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "MARKER_SCHEMA", "The source has no schema of the migration's own name")
                    .meaning("The migration's own markers on the target would collide with it.")
                    .remedy("Drop it if an earlier migration left it; rename it if it is yours.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.catalog().holds(DatabaseQueries.HAS_SCHEMA, SCHEMA)) {
            return Finding.succeeded("the name " + SCHEMA + " is free");
        }
        return Finding.failed(
                        "the source has a schema " + SCHEMA,
                        "Drop it if an earlier migration left it; rename it if it is yours.")
                .objects(List.of(SCHEMA))
                .fix(
                        Fix.of(Side.SOURCE, rename(SCHEMA, ObjectName.renamed(SCHEMA)))
                                .in(context.database().name())
                                .undo(rename(ObjectName.renamed(SCHEMA), SCHEMA)));
    }

    private static String rename(String name, String other) {
        return "ALTER SCHEMA %s RENAME TO %s;"
                .formatted(Quote.identifier(name), Quote.identifier(other));
    }

    private static final String SCHEMA = "_godwit";
}
