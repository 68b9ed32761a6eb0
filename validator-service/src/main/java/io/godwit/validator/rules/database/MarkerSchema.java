package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// While it runs, a migration keeps its markers on the target in a schema of this name.
final class MarkerSchema implements DatabaseRule {
    @Override
    public String code() {
        return "MARKER_SCHEMA";
    }

    @Override
    public String name() {
        return "The source has no schema of the migration's own name";
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
                        Side.SOURCE,
                        "ALTER SCHEMA %s RENAME TO %s;"
                                .formatted(
                                        Quote.identifier(SCHEMA),
                                        Quote.identifier(ObjectName.renamed(SCHEMA))));
    }

    private static final String SCHEMA = "_godwit";
}
